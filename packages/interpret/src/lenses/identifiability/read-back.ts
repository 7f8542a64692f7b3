import { type LensContext, type NdArray, RunUnsupportedError } from "@ganlens/core";
import {
  type CanonicalDetermination,
  canonicalDetermination,
  determinationCoefficient,
  predictLinear,
  ridgeRegression,
} from "@ganlens/metrics";
import type { ImageSet } from "../../sets/image-set.ts";

/** What of the noise can be read back linearly from the code. */
export interface ReadBack {
  /** Held-out R² along the directions that were found on other images. */
  readonly canonical: CanonicalDetermination;
  /** The same with codes and noise that do not belong together: it must find nothing. */
  readonly shuffled: CanonicalDetermination;
  /** Held-out R² along the axes of the prior, which it does not prefer: a footnote. */
  readonly perCoordinate: readonly (number | null)[];
  readonly codeSize: number;
  readonly testCount: number;
}

export interface ReadBackOptions {
  readonly draw: (part: string, count: number) => Promise<ImageSet>;
  readonly encode: (images: ImageSet) => Promise<NdArray>;
  readonly options: { readonly fitCount: number; readonly testCount: number };
  readonly context: LensContext;
  readonly name: string;
}

/** With fewer rows than this a read-out of codes fits anything. */
const leastImages = 200;

/** Fits ẑ(h) by ridge on some images, and tests it on others. */
export async function readBack({ draw, encode, options, context, name }: ReadBackOptions): Promise<ReadBack> {
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
  const canonical = canonicalDetermination({
    fit,
    test,
    penalty,
    random: random.split("canonical"),
    resamples: 400,
  });
  // Each image gets the noise of the next one. An image that stood in both parts would keep its wrong partner in both,
  // and the control would find it: images in common are the fault that must not go unseen.
  const shuffled = canonicalDetermination({
    fit: { codes: fit.codes, latents: rowsMovedOn(fit.latents) },
    test: { codes: test.codes, latents: rowsMovedOn(test.latents) },
    penalty,
    random: random.split("shuffled"),
    resamples: 20,
  });
  const model = ridgeRegression({ x: fit.codes, y: fit.latents, penalty });
  return {
    canonical,
    shuffled,
    perCoordinate: determinationCoefficient({
      y: test.latents,
      prediction: predictLinear(model, test.codes),
    }),
    codeSize: fit.codes.shape[1] as number,
    testCount: counts.test,
  };
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

function rowsMovedOn({ data, shape }: NdArray): NdArray {
  const width = shape[1] as number;
  const moved = new Float32Array(data.length);
  moved.set(data.subarray(width));
  moved.set(data.subarray(0, width), data.length - width);
  return { data: moved, shape };
}
