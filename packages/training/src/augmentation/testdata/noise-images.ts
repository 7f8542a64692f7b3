import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** Images of uniform noise in [−1, 1]. */
export function noiseImages(seed: number, shape: [number, number, number, number]): tf.Tensor4D {
  const values = Random.fromSeed(seed).uniform(tf.util.sizeFromShape(shape), { low: -1, high: 1 });
  return tf.tensor4d(values, shape);
}

/** The largest difference between two tensors. */
export async function farthest(first: tf.Tensor, second: tf.Tensor): Promise<number> {
  const [value] = await tf.max(tf.abs(tf.sub(first, second))).data();
  return value as number;
}
