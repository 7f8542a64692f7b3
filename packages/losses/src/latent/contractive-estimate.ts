import type { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "../penalties/input-gradients.ts";

/**
 * An estimate without bias of the contractive penalty of any encoder, E ‖∂h/∂x‖²: E ‖vᵀ ∂h/∂x‖², v one vector of random signs for each sample.
 *
 * It takes one pass backwards in the place of one for each code, and can be differentiated again; where the encoder has sigmoid, tanh or the
 * like, only once `installGradients` of `@ganlens/backend` has mended what TensorFlow.js saves of them. Samples must not mix in the encoder.
 *
 * @param encode h, [batch, codes] of [batch, …], as a function that gradients can follow twice
 * @param x [batch, …]
 * @param random what signs are drawn from
 * @returns scalar ≥ 0, before it is weighted
 * @see Rifai et al. 2011 for the penalty; Hutchinson 1990 for the estimate
 */
export function contractiveEstimate({
  encode,
  x,
  random,
}: {
  readonly encode: (x: tf.Tensor) => tf.Tensor;
  readonly x: tf.Tensor;
  readonly random: Random;
}): tf.Scalar {
  return tf.tidy(() => {
    const along = (input: tf.Tensor) => {
      const codes = encode(input);
      const signs = Float32Array.from(random.uniform(codes.size), (value) => (value < 0.5 ? -1 : 1));
      return tf.mul(codes, tf.tensor(signs, codes.shape));
    };
    return tf.mean(tf.sum(tf.square(inputGradients(along, x)), 1)) as tf.Scalar;
  });
}
