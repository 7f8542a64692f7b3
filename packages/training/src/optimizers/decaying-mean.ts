import * as tf from "@tensorflow/tfjs";

/** A mean that forgets: d·mean + (1 − d)·value. */
export function decayingMean(mean: tf.Tensor, value: tf.Tensor, decay: number): tf.Tensor {
  return tf.add(tf.mul(mean, decay), tf.mul(value, 1 - decay));
}
