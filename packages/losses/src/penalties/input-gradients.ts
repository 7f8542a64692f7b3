import * as tf from "@tensorflow/tfjs";

/**
 * ∇D(x) of every sample, as [batch, values of a sample]; it can be differentiated again.
 *
 * Samples must not mix in D, as they do under batch statistics: then it is the gradient of the scores' sum.
 */
export function inputGradients(discriminate: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor2D {
  const gradient = tf.grad((input: tf.Tensor) => tf.sum(discriminate(input)))(x);
  return tf.reshape(gradient, [x.shape[0] as number, -1]) as tf.Tensor2D;
}
