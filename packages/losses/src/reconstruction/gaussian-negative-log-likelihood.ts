import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { type Reduction, reduceValues } from "./reduction.ts";

/**
 * The negative log-likelihood of a diagonal Gaussian, −log N(t; μ, e^v) = ½[log 2π + v + (t − μ)² e^−v], summed over a sample's values and
 * averaged over the batch unless told otherwise.
 *
 * @param target t, any shape
 * @param mean μ, the same shape
 * @param logVariance v, the same shape; 0, a variance of 1, where it is left out
 * @returns scalar, without a lower bound as densities have none above
 * @throws {ShapeError} when the shapes differ
 */
export function gaussianNegativeLogLikelihood({
  target,
  mean,
  logVariance,
  reduction = "batch-mean",
}: {
  readonly target: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly logVariance?: tf.Tensor;
  readonly reduction?: Reduction;
}): tf.Scalar {
  const where = "gaussianNegativeLogLikelihood";
  assertSameShape(target, mean, where);
  if (logVariance !== undefined) assertSameShape(target, logVariance, where);
  return tf.tidy(() => {
    const squared = tf.square(tf.sub(target, mean));
    const scaled =
      logVariance === undefined ? squared : tf.add(logVariance, tf.mul(squared, tf.exp(tf.neg(logVariance))));
    return reduceValues(tf.mul(tf.add(scaled, Math.log(2 * Math.PI)), 0.5), reduction);
  });
}
