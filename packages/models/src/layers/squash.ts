import * as tf from "@tensorflow/tfjs";

/** Keeps the gradient of a capsule of length 0 finite. */
const tiny = 1e-7;

/**
 * Capsules with lengths in [0, 1) for lengths of any size: v = ‖s‖² / (1 + ‖s‖²) · s / √(‖s‖² + 1e-7), over the last axis.
 *
 * @see Sabour, Frosst and Hinton 2017, equation 1
 */
export function squash(capsules: tf.Tensor): tf.Tensor {
  const squared = tf.sum(tf.square(capsules), -1, true);
  const factor = tf.mul(tf.div(squared, tf.add(1, squared)), tf.rsqrt(tf.add(squared, tiny)));
  return tf.mul(capsules, factor);
}
