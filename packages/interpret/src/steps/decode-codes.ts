import type { NdArray } from "@ganlens/core";
import { decode, prefixMask } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { inBatches } from "./in-batches.ts";

/**
 * Step 3 of the pipeline, decode: x̂ = D(h), shape [n, height, width, channels].
 *
 * @param size for a nested autoencoder: how many of the code's leading entries are used; by default all
 */
export function decodeCodes(autoencoder: tf.LayersModel, codes: NdArray, size?: number): Promise<NdArray> {
  const whole = codes.shape[1] ?? 0;
  return inBatches(codes, (batch) => {
    if (size === undefined || size === whole) return decode(autoencoder, batch);
    const { data, shape } = prefixMask([size], whole);
    return decode(autoencoder, batch, { training: false, mask: tf.tensor(data, [...shape]) });
  });
}
