import {
  CancelledError,
  type Latents,
  type NdArray,
  RunUnsupportedError,
  ShapeError,
  type Subject,
  sizeOf,
} from "@ganlens/core";
import { addGram } from "./add-gram.ts";

type Generating = Pick<Subject, "imageShape"> & { readonly generate: NonNullable<Subject["generate"]> };

export interface JacobianGramsOptions {
  /** ε; at float32 with images in [0, 1] some hundredths balance rounding and curvature. By default .05. */
  readonly step?: number;
  /** Into how many groups points are dealt out; by default one. */
  readonly groups?: number;
  /** Aborting it stops the work between two batches of images. */
  readonly signal?: AbortSignal;
}

/** E[JᵀJ] over all points, and over each of some groups of them. */
export interface JacobianGrams {
  /** Symmetric positive semi-definite, [d, d]. */
  readonly gram: NdArray<Float64Array>;
  /** The same of each group: no more groups than points, and of sizes that differ by one at most. */
  readonly groupGrams: readonly NdArray<Float64Array>[];
  /** Points of each group. */
  readonly groupUsed: readonly number[];
  /** Points beside which all images are finite. */
  readonly used: number;
}

/** Images that are drawn at once, and values of all of them. */
const mostImages = 1000;
const mostValues = 2 ** 22;

/**
 * E[JᵀJ] of a generator with respect to its noise, J the Jacobian of all pixels: which directions of noise move the image.
 *
 * Columns of J are central differences (G(z + εe) − G(z − εe)) / 2ε; labels stay as they are. The k-th point that can be used
 * belongs to group k mod `groups`, for a delete-a-group jackknife over points. Yields the share of points that are done.
 *
 * @param latents the points over which the mean is taken, z of shape [n, d]; those beside which images are not finite are left out
 * @throws {ShapeError} when there is no point, or no group
 * @throws {RunUnsupportedError} when images are not finite beside any of the points
 * @throws {CancelledError} when the signal aborts
 */
export async function* jacobianGrams(
  subject: Generating,
  latents: Latents,
  { step = 0.05, groups = 1, signal }: JacobianGramsOptions = {},
): AsyncGenerator<number, JacobianGrams> {
  const [count = 0, d = 0] = latents.z.shape;
  if (count === 0)
    throw new ShapeError({ message: "Expected at least one latent for E[JᵀJ], received none." });
  if (!(Number.isInteger(groups) && groups > 0))
    throw new ShapeError({ message: `Expected at least one group of latents, received ${groups}.` });
  const pixels = sizeOf(subject.imageShape);
  const perPoint = 2 * d * pixels;
  const together = Math.max(1, Math.floor(Math.min(mostImages / (2 * d), mostValues / perPoint)));
  const sums = Array.from({ length: groups }, () => new Float64Array(d * d));
  const columns = new Float64Array(d * pixels);
  let used = 0;
  for (let start = 0; start < count; start += together) {
    if (signal?.aborted)
      throw new CancelledError({ message: "Stopped while a Jacobian was being measured." });
    const end = Math.min(count, start + together);
    const { data } = await subject.generate(movedAlongAxes(latents, [start, end], step));
    for (let point = 0; point < end - start; point++) {
      const images = data.subarray(point * perPoint, (point + 1) * perPoint);
      // Beside a latent whose image is finite there may be some whose images are not.
      if (!differences(images, { columns, pixels, step })) continue;
      addGram(sums[used % groups] as Float64Array, columns, pixels);
      used++;
    }
    yield end / count;
  }
  if (used === 0) {
    throw new RunUnsupportedError({
      message: `Expected finite images beside one of ${count} latents, found values that are not finite beside each.`,
      hint: "Check the generator's weights, and that the latents are of the kind it was trained with.",
    });
  }
  const groupUsed = Array.from({ length: Math.min(groups, used) }, (_, k) => Math.ceil((used - k) / groups));
  const mean = (of: (entry: number) => number, n: number): NdArray<Float64Array> => ({
    data: Float64Array.from({ length: d * d }, (_, entry) => of(entry) / n),
    shape: [d, d],
  });
  return {
    gram: mean((entry) => sums.reduce((sum, group) => sum + (group[entry] as number), 0), used),
    groupGrams: groupUsed.map((n, k) => mean((entry) => (sums[k] as Float64Array)[entry] as number, n)),
    groupUsed,
    used,
  };
}

/** Writes the columns of J at one point, as rows [d, pixels]; false where a value is not finite. */
function differences(
  images: Float32Array,
  {
    columns,
    pixels,
    step,
  }: { readonly columns: Float64Array; readonly pixels: number; readonly step: number },
): boolean {
  const scale = 1 / (2 * step);
  // Zero times what is not finite is not zero.
  let zero = 0;
  for (let column = 0, at = 0; column < columns.length; column += pixels, at += 2 * pixels) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const value = ((images[at + pixel] as number) - (images[at + pixels + pixel] as number)) * scale;
      zero += value * 0;
      columns[column + pixel] = value;
    }
  }
  return zero === 0;
}

/** Latents moved up and down along every axis: rows z + εe₀, z − εe₀, z + εe₁ … of one point after the other. */
function movedAlongAxes(
  { z, labels }: Latents,
  [start, end]: readonly [number, number],
  step: number,
): Latents {
  const d = z.shape[1] as number;
  const rows = (end - start) * 2 * d;
  const data = new Float32Array(rows * d);
  for (let row = 0; row < rows; row++) {
    const point = start + Math.floor(row / (2 * d));
    data.set(z.data.subarray(point * d, (point + 1) * d), row * d);
    const axis = row * d + ((row >> 1) % d);
    data[axis] = (data[axis] as number) + (row % 2 === 0 ? step : -step);
  }
  const moved = { z: { data, shape: [rows, d] } };
  if (labels === undefined) return moved;
  const kept = Int32Array.from(
    { length: rows },
    (_, row) => labels[start + Math.floor(row / (2 * d))] as number,
  );
  return { ...moved, labels: kept };
}
