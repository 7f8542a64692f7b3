import { type NdArray, rows, sizeOf } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/**
 * Applies a function of tensors to any number of rows, some hundred at a time, so that memory stays bounded.
 *
 * @param input [n, …]
 * @param compute from a batch [b, …] to a tensor [b, …]; called inside `tf.tidy`
 */
export async function inBatches(
  input: NdArray,
  compute: (batch: tf.Tensor) => tf.Tensor,
  batchSize = 250,
): Promise<NdArray> {
  const count = input.shape[0] ?? 0;
  let data = new Float32Array(0);
  let shape: number[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const part = rows(input, start, Math.min(count, start + batchSize));
    const output = tf.tidy(() => compute(tf.tensor(part.data, [...part.shape])));
    if (start === 0) {
      shape = output.shape.slice(1);
      data = new Float32Array(count * sizeOf(shape));
    }
    data.set((await output.data()) as Float32Array, start * sizeOf(shape));
    output.dispose();
  }
  return { data, shape: [count, ...shape] };
}
