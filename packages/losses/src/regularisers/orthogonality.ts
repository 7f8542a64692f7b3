import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/**
 * How far the columns of a weight are from orthonormal: ‖WᵀW − I‖², the squared Frobenius norm, W its [−1, outputs].
 *
 * With `diagonal` false only the angles between columns cost, not their lengths: ‖WᵀW ⊙ (1 − I)‖².
 *
 * @param weight at least a matrix, outputs last: [inputs, outputs], [height, width, inputs, outputs]
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} for vectors and scalars
 * @see Brock et al. 2017; Brock, Donahue, Simonyan 2019, equation 3, for the form without the diagonal
 */
export function orthogonality({
  weight,
  diagonal = true,
}: {
  readonly weight: tf.Tensor;
  readonly diagonal?: boolean;
}): tf.Scalar {
  if (weight.rank < 2) {
    throw new ShapeError({
      message: `orthogonality: expected a weight with at least two axes, received [${weight.shape}].`,
    });
  }
  return tf.tidy(() => {
    const outputs = weight.shape.at(-1) as number;
    const columns = tf.reshape(weight, [-1, outputs]) as tf.Tensor2D;
    const product = tf.matMul(tf.transpose(columns), columns);
    const identity = tf.eye(outputs);
    const rest = diagonal ? tf.sub(product, identity) : tf.mul(product, tf.sub(1, identity));
    return tf.sum(tf.square(rest));
  });
}
