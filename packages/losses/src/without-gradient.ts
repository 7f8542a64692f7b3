import * as tf from "@tensorflow/tfjs";

/**
 * What is computed from the inputs, as one operation whose gradient is 0: for comparisons, indices and targets that are held fixed.
 *
 * TensorFlow.js has no gradient for comparisons and for the largest values, and throws where one lies between an input and a loss.
 *
 * @param f computes the result from the inputs; what else it makes is disposed
 */
export function withoutGradient(f: (...inputs: tf.Tensor[]) => tf.Tensor, ...inputs: tf.Tensor[]): tf.Tensor {
  const shapes = inputs.map(({ shape }) => shape);
  const operation = tf.customGrad((...given) => ({
    value: f(...(given.slice(0, inputs.length) as tf.Tensor[])),
    gradFunc: () => shapes.map((shape) => tf.zeros(shape)),
  }));
  return tf.tidy(() => operation(...inputs));
}

/** The same values as a constant: gradients stop here. */
export const stopGradient = (x: tf.Tensor): tf.Tensor => withoutGradient((given) => tf.clone(given), x);
