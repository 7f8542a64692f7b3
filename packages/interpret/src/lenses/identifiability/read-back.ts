import { CancelledError, type LensContext, type NdArray, RunUnsupportedError } from "@ganlens/core";
import { determinationCoefficient, type Matrix, predictLinear, ridgeRegression } from "@ganlens/metrics";
import type { ImageSet } from "../../sets/image-set.ts";
import { paint, paintedDirection } from "./painted-direction.ts";
import { type ReadOut, readOut, rowsOf } from "./read-out.ts";

/** What of the noise can be read back linearly from the code. */
export interface ReadBack extends ReadOut {
  /** With codes and noise that do not belong together: it must find nothing. */
  readonly shuffled: ReadOut;
  /** Held-out R² along the axes of the prior, which it does not prefer: a footnote. */
  readonly perCoordinate: readonly (number | null)[];
  readonly codeSize: number;
  readonly testCount: number;
  readonly controls: ReadBackControls | undefined;
}

/** The same again where the truth is known, once for each draw. */
export interface ReadBackControls {
  /** Pictures and noise paired anew: directions that were counted. */
  readonly placebo: readonly number[];
  /** A direction painted into the pictures: whether it was found; undefined where all directions are read already. */
  readonly planted: readonly boolean[] | undefined;
}

export interface ReadBackOptions {
  readonly draw: (part: string, count: number) => Promise<ImageSet>;
  readonly encode: (images: Pick<ImageSet, "x">) => Promise<NdArray>;
  readonly options: { readonly fitCount: number; readonly testCount: number };
  readonly context: LensContext;
  readonly name: string;
  /** Draws of each control; none where it is left out. */
  readonly controlDraws?: number;
}

/** With fewer rows than this a read-out of codes fits anything. */
const leastImages = 200;

/** Fits ẑ(h) by ridge on some images, and tests it on others. */
export async function readBack({
  draw,
  encode,
  options,
  context,
  name,
  controlDraws = 0,
}: ReadBackOptions): Promise<ReadBack> {
  const fitSet = await draw("fit", options.fitCount);
  const testSet = await draw("test", options.testCount);
  const counts = { fit: fitSet.x.shape[0] ?? 0, test: testSet.x.shape[0] ?? 0 };
  if (counts.fit < leastImages || counts.test < leastImages) {
    throw new RunUnsupportedError({
      message: `Expected at least ${leastImages} images with their latents to fit a read-out on and as many others to test it, found ${counts.fit} and ${counts.test}.`,
      hint: "Bring more samples with their latents.",
    });
  }
  const fit = { codes: await encode(fitSet), latents: noiseOf(fitSet) };
  const test = { codes: await encode(testSet), latents: noiseOf(testSet) };
  const random = context.random.split(`read back/${name}`);
  const penalty = ridgePenalty(fit.codes);
  const whole = readOut({ fit, test, penalty, random: random.split("canonical"), resamples: 400 });
  const pairedAnew = (by: number, name: string): ReadOut =>
    readOut({
      fit: { codes: fit.codes, latents: rowsMovedOn(fit.latents, by) },
      test: { codes: test.codes, latents: rowsMovedOn(test.latents, by) },
      penalty,
      random: random.split(name),
      resamples: 20,
    });
  const model = ridgeRegression({ x: fit.codes, y: fit.latents, penalty });
  return {
    ...whole,
    shuffled: pairedAnew(1, "shuffled"),
    perCoordinate: determinationCoefficient({
      y: test.latents,
      prediction: predictLinear(model, test.codes),
    }),
    codeSize: fit.codes.shape[1] as number,
    testCount: counts.test,
    controls: controlDraws === 0 ? undefined : await controls(),
  };

  async function controls(): Promise<ReadBackControls> {
    const placebo: number[] = [];
    const planted: boolean[] = [];
    const taken = rowsOf(whole.canonical.directions, whole.counted.half.above);
    for (let k = 0; k < controlDraws; k++) {
      const own = random.split(`control ${k}`);
      const [by = 1] = own.split("pairs").integers(1, { low: 1, high: Math.min(counts.fit, counts.test) });
      placebo.push(pairedAnew(by, `pairs ${k}`).counted.half.above.length);
      const painting = paintedDirection({
        latents: fit.latents,
        imageShape: fitSet.x.shape.slice(1),
        taken,
        random: own.split("planted"),
      });
      if (painting === undefined) continue;
      if (context.signal.aborted)
        throw new CancelledError({ message: "Stopped while the noise was being read back." });
      const codesOf = ({ x }: ImageSet, latents: NdArray) => encode({ x: paint(x, latents, painting) });
      const codes = await codesOf(fitSet, fit.latents);
      const { canonical, counted } = readOut({
        fit: { codes, latents: fit.latents },
        test: { codes: await codesOf(testSet, test.latents), latents: test.latents },
        penalty: ridgePenalty(codes),
        random: own.split("read"),
        resamples: 20,
      });
      planted.push(shareWithin(painting.direction, rowsOf(canonical.directions, counted.half.above)) > 0.5);
    }
    return { placebo, planted: planted.length === 0 ? undefined : planted };
  }
}

/** A thousandth of the codes' mean variance for every row: enough to hold where columns depend on each other. */
export function ridgePenalty(codes: NdArray): number {
  const [count = 0, width = 0] = codes.shape;
  let total = 0;
  for (let column = 0; column < width; column++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const value = codes.data[i * width + column] as number;
      sum += value;
      squares += value * value;
    }
    total += squares / count - (sum / count) ** 2;
  }
  return Math.max(1e-12, (1e-3 * count * total) / width);
}

function noiseOf({ latents }: ImageSet): NdArray {
  if (latents === undefined) throw new Error("Expected generated images, which know their noise.");
  return latents.z;
}

/**
 * Each image gets the noise of one further on. An image that stood in both parts would keep its wrong partner in both, and the
 * control would find it: images in common are the fault that must not go unseen.
 */
function rowsMovedOn({ data, shape }: NdArray, by: number): NdArray {
  const start = (by % (shape[0] as number)) * (shape[1] as number);
  const moved = new Float32Array(data.length);
  moved.set(data.subarray(start));
  moved.set(data.subarray(0, start), data.length - start);
  return { data: moved, shape };
}

/** The share of a direction's square that lies in the space of orthonormal rows. */
function shareWithin(direction: Float64Array, { data, shape: [k = 0, d = 0] }: Matrix): number {
  let share = 0;
  for (let row = 0; row < k; row++) {
    let along = 0;
    for (let i = 0; i < d; i++) along += (data[row * d + i] as number) * (direction[i] as number);
    share += along * along;
  }
  return share;
}
