import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";

/**
 * The contractive penalty of a sigmoid encoder h = σ(xW + b): E ‖∂h/∂x‖² = E Σ_j (h_j (1 − h_j))² Σ_i W_ij², the squared Frobenius norm.
 *
 * @param activations h in (0, 1), [batch, hidden]
 * @param weights W, [inputs, hidden]
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} when the two do not fit
 * @see Rifai et al. 2011
 */
export function contractive({
  activations,
  weights,
}: {
  readonly activations: tf.Tensor;
  readonly weights: tf.Tensor;
}): tf.Scalar {
  assertShape({
    tensor: activations,
    expected: ["batch", "hidden"],
    what: "activations",
    where: "contractive",
  });
  const hidden = activations.shape[1] as number;
  assertShape({ tensor: weights, expected: ["inputs", hidden], what: "weights", where: "contractive" });
  return tf.tidy(() => {
    const slopes = tf.square(tf.mul(activations, tf.sub(1, activations)));
    return tf.mean(tf.sum(tf.mul(slopes, tf.sum(tf.square(weights), 0)), 1));
  });
}
