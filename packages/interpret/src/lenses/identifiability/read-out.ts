import {
  type CanonicalDetermination,
  type CodesAndLatents,
  canonicalDetermination,
  type Matrix,
  predictLinear,
  project,
  ridgeRegression,
} from "@ganlens/metrics";
import { type CountedDirections, countDirections } from "./counted-directions.ts";

/** One linear read-out of the noise, tested on other images than it was fitted to. */
export interface ReadOut {
  /** Held-out R² along the directions that were found on the images of the fit. */
  readonly canonical: CanonicalDetermination;
  /** Of these directions, those with R² above ½, and above 0.8. */
  readonly counted: { readonly half: CountedDirections; readonly fourFifths: CountedDirections };
}

/** Fits the read-out and its directions on some rows, and measures and counts them on others. */
export function readOut(
  input: Parameters<typeof canonicalDetermination>[0] & {
    readonly fit: CodesAndLatents;
    readonly test: CodesAndLatents;
  },
): ReadOut {
  const { fit, test, penalty } = input;
  const canonical = canonicalDetermination(input);
  const model = ridgeRegression({ x: fit.codes, y: fit.latents, penalty });
  const axes = { mean: model.intercept, components: canonical.directions };
  const y = project(axes, test.latents);
  const prediction = project(axes, predictLinear(model, test.codes));
  const count = (threshold: number): CountedDirections => countDirections({ y, prediction, threshold });
  return { canonical, counted: { half: count(0.5), fourFifths: count(0.8) } };
}

/** Some rows of a matrix, in the order in which they are named. */
export function rowsOf({ data, shape }: Matrix, rows: readonly number[]): Matrix {
  const width = shape[1] as number;
  const taken = new Float64Array(rows.length * width);
  for (const [k, row] of rows.entries()) taken.set(data.subarray(row * width, (row + 1) * width), k * width);
  return { data: taken, shape: [rows.length, width] };
}
