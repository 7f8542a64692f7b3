import type { LensContext, NdArray } from "@ganlens/core";
import {
  derangement,
  type ExplainedVariance,
  explainedVariance,
  type RandomPairRatio,
  randomPairRatio,
  squaredErrors,
} from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";

/** What an autoencoder makes of a set of images: never the error alone. */
export interface Reading {
  /** h = E(x) */
  readonly codes: NdArray;
  /** x̂ = D(h) */
  readonly reconstruction: NdArray;
  /** |x − x̂|² of each image, a mean over pixels. */
  readonly errors: Float64Array;
  readonly explained: ExplainedVariance;
  readonly ratio: RandomPairRatio;
}

/** Encodes and decodes images, and measures what was lost. */
export async function readImages(
  autoencoder: tf.LayersModel,
  images: NdArray,
  {
    code,
    name,
    context,
  }: { readonly code: number | undefined; readonly name: string; readonly context: LensContext },
): Promise<Reading> {
  const codes = await encodeImages(autoencoder, images);
  const reconstruction = await decodeCodes(autoencoder, codes, code);
  const pair = { x: images, reconstruction };
  const random = context.random.split(`reading/${name}`);
  const pixels = images.data.length / (images.shape[0] as number);
  return {
    codes,
    reconstruction,
    errors: squaredErrors(pair).map((error) => error / pixels),
    explained: explainedVariance({ ...pair, random: random.split("explained") }),
    ratio: randomPairRatio({
      ...pair,
      pairing: derangement(images.shape[0] as number, random.split("pairs")),
      random: random.split("ratio"),
    }),
  };
}
