import * as tf from "@tensorflow/tfjs";
import { assertRange, assertShape } from "../shape-checks.ts";

/** Mean activations nearer to 0 or 1 than this are taken for this near. */
const smallest = 1e-7;

/**
 * The divergence of a sparse autoencoder: Σ_j KL(ρ ‖ ρ̂_j) = Σ_j ρ log(ρ / ρ̂_j) + (1 − ρ) log((1 − ρ) / (1 − ρ̂_j)), ρ̂_j the mean activation of unit j.
 *
 * @param activations in (0, 1), [batch, units]; means beyond [1e-7, 1 − 1e-7] are held there, without a gradient
 * @param rate ρ in (0, 1), by default 0.05
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} for another rank
 * @throws {ConfigInvalidError} for another rate
 * @see Ng 2011, lecture notes on sparse autoencoders
 */
export function sparseDivergence({
  activations,
  rate = 0.05,
}: {
  readonly activations: tf.Tensor;
  readonly rate?: number;
}): tf.Scalar {
  const where = "sparseDivergence";
  assertShape({ tensor: activations, expected: ["batch", "units"], what: "activations", where });
  assertRange({ value: rate, what: "a rate", where, low: smallest, high: 1 - smallest });
  const negativeEntropy = rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate);
  return tf.tidy(() => {
    const means = tf.clipByValue(tf.mean(activations, 0), smallest, 1 - smallest);
    const crossEntropy = tf.add(tf.mul(tf.log(means), rate), tf.mul(tf.log(tf.sub(1, means)), 1 - rate));
    return tf.sum(tf.sub(negativeEntropy, crossEntropy));
  });
}

/**
 * The L1 penalty of a sparse autoencoder: Σ_j |a_j|, averaged over the batch.
 *
 * @param activations [batch, units]
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} for another rank
 */
export function sparseAbsolute(activations: tf.Tensor): tf.Scalar {
  assertShape({
    tensor: activations,
    expected: ["batch", "units"],
    what: "activations",
    where: "sparseAbsolute",
  });
  return tf.tidy(() => tf.mean(tf.sum(tf.abs(activations), 1)));
}
