import type { NdArray } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";
import { residualFeatures } from "./residual-features.ts";

/** What a classifier is given of images: what an autoencoder of real ones keeps of each, and what it leaves over. */
export interface Reading {
  /** h = E(x), `[n, code]` */
  readonly code: NdArray;
  /** Features of x − D(E(x)), `[n, features]`: blur, noise and checkerboards do not get into a code. */
  readonly residual: NdArray;
}

/** Reads images through an autoencoder. */
export async function readingOf(autoencoder: tf.LayersModel, images: NdArray): Promise<Reading> {
  const code = await encodeImages(autoencoder, images);
  const decoded = await decodeCodes(autoencoder, code);
  const left = {
    data: images.data.map((value, at) => value - (decoded.data[at] as number)),
    shape: images.shape,
  };
  return { code, residual: residualFeatures(left) };
}

/** Code and residual beside each other, `[n, code + features]`. */
export function besideEachOther({ code, residual }: Reading): NdArray {
  const [n = 0, first = 0] = code.shape;
  const second = residual.shape[1] as number;
  const data = new Float32Array(n * (first + second));
  for (let i = 0; i < n; i++) {
    data.set(code.data.subarray(i * first, (i + 1) * first), i * (first + second));
    data.set(residual.data.subarray(i * second, (i + 1) * second), i * (first + second) + first);
  }
  return { data, shape: [n, first + second] };
}
