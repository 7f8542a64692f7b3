import * as tf from "@tensorflow/tfjs";

/** The largest value of each row as a constant: what it shifts cancels, so nothing is lost by not differentiating it. */
const constantRowMaximum = tf.customGrad((x) => {
  const values = x as tf.Tensor;
  const shape = values.shape;
  return { value: tf.max(values, -1, true), gradFunc: () => tf.zeros(shape) };
});

/**
 * log Σ exp(x) over the last axis, safe for large values.
 *
 * The largest value is subtracted as a constant: `tf.logSumExp` differentiates through it and so has no second
 * derivative, and that of `tf.logSoftmax` is wrong. Second derivatives need the backend's installGradients (`tf.exp`).
 *
 * @param x [batch, values]
 * @returns [batch]
 */
export function logSumExp(x: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const shift = constantRowMaximum(x);
    const sum = tf.sum(tf.exp(tf.sub(x, shift)), -1);
    return tf.add(tf.log(sum), tf.reshape(shift, [-1])) as tf.Tensor1D;
  });
}
