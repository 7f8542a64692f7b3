import type { NdArray } from "@ganlens/core";
import { encode } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import { inBatches } from "./in-batches.ts";

/** Step 2 of the pipeline, encode: h = E(x), shape [n, code]. */
export function encodeImages(autoencoder: tf.LayersModel, images: NdArray): Promise<NdArray> {
  return inBatches(images, (batch) => encode(autoencoder, batch));
}
