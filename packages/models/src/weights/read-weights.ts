import type { NdArray } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { namedWeights } from "./named-weights.ts";

/** A copy of all weights of a model, state included, by original name. */
export async function readWeights(model: tf.LayersModel): Promise<Map<string, NdArray>> {
  const copies = new Map<string, NdArray>();
  for (const [name, variable] of namedWeights(model)) {
    copies.set(name, {
      data: Float32Array.from(await variable.data<"float32">()),
      shape: [...variable.shape],
    });
  }
  return copies;
}
