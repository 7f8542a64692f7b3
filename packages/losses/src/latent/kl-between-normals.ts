import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { assertPosterior, type NormalPosterior } from "./normal-posterior.ts";

/**
 * KL(N(μ₁, e^v₁) ‖ N(μ₂, e^v₂)) = ½ Σ (v₂ − v₁ + (e^v₁ + (μ₁ − μ₂)²) e^−v₂ − 1), summed over codes and averaged over the batch.
 *
 * @param from the first Gaussian, under which the expectation is taken
 * @param to the second, of the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the shapes are not all the same [batch, codes]
 */
export function klBetweenNormals({
  from,
  to,
}: {
  readonly from: NormalPosterior;
  readonly to: NormalPosterior;
}): tf.Scalar {
  assertPosterior(from, "klBetweenNormals");
  assertPosterior(to, "klBetweenNormals");
  assertSameShape(from.mean, to.mean, "klBetweenNormals");
  return tf.tidy(() => {
    const spread = tf.add(tf.exp(from.logVariance), tf.square(tf.sub(from.mean, to.mean)));
    const ratio = tf.mul(spread, tf.exp(tf.neg(to.logVariance)));
    const difference = tf.sub(to.logVariance, from.logVariance);
    return tf.mean(tf.mul(tf.sum(tf.sub(tf.add(difference, ratio), 1), 1), 0.5));
  });
}
