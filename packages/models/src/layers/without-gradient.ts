import * as tf from "@tensorflow/tfjs";

/**
 * A function that jumps, such as a comparison, as one operation whose gradient is 0.
 *
 * TensorFlow.js has no gradient for comparisons and throws where one lies between a latent and an image.
 *
 * @param f computes the result from the inputs
 */
export function withoutGradient(f: (...inputs: tf.Tensor[]) => tf.Tensor, ...inputs: tf.Tensor[]): tf.Tensor {
  const shapes = inputs.map(({ shape }) => shape);
  const operation = tf.customGrad((...args) => {
    const given = args.slice(0, inputs.length) as tf.Tensor[];
    return { value: f(...given), gradFunc: () => shapes.map((shape) => tf.zeros(shape)) };
  });
  return operation(...inputs);
}
