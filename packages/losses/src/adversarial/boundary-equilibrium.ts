import * as tf from "@tensorflow/tfjs";
import { assertRange, assertScores } from "../shape-checks.ts";

/** How well an autoencoder that is the discriminator restores samples: one error per sample, [batch] or [batch, 1], each ≥ 0. */
export interface RealAndFakeErrors {
  readonly realErrors: tf.Tensor;
  readonly fakeErrors: tf.Tensor;
}

/**
 * What BEGAN's discriminator minimises: E L(x) − k E L(G(z)), L its error in restoring a sample.
 *
 * @param balance k in [0, 1], the state of the game, at first 0
 * @returns scalar
 * @throws {ShapeError} when there is not one error per sample
 * @see Berthelot, Schumm, Metz 2017
 */
export function boundaryEquilibriumDiscriminatorLoss({
  realErrors,
  fakeErrors,
  balance,
}: RealAndFakeErrors & { readonly balance: number | tf.Scalar }): tf.Scalar {
  assertScores(realErrors, "boundaryEquilibriumDiscriminatorLoss");
  assertScores(fakeErrors, "boundaryEquilibriumDiscriminatorLoss");
  return tf.tidy(() => tf.sub(tf.mean(realErrors), tf.mul(balance, tf.mean(fakeErrors))));
}

/**
 * What BEGAN's generator minimises: E L(G(z)).
 *
 * @returns scalar ≥ 0
 * @throws {ShapeError} when there is not one error per sample
 * @see Berthelot, Schumm, Metz 2017
 */
export function boundaryEquilibriumGeneratorLoss({
  fakeErrors,
}: Pick<RealAndFakeErrors, "fakeErrors">): tf.Scalar {
  assertScores(fakeErrors, "boundaryEquilibriumGeneratorLoss");
  return tf.tidy(() => tf.mean(fakeErrors));
}

/**
 * The state of BEGAN's game after a step, and how far it has come: k ← min(1, max(0, k + λ (γ E L(x) − E L(G(z))))), and
 * E L(x) + |γ E L(x) − E L(G(z))|.
 *
 * @param balance k before the step
 * @param diversity γ in [0, 1]: how large errors of generated samples are to be, relative to those of real ones; by default 0.75
 * @param rate λ ≥ 0, by default 0.001
 * @returns scalars, which the caller disposes; `balance` in [0, 1], `convergence` ≥ 0
 * @throws {ShapeError} when there is not one error per sample
 * @throws {ConfigInvalidError} for other diversities and rates
 * @see Berthelot, Schumm, Metz 2017
 */
export function nextBoundaryEquilibrium({
  realErrors,
  fakeErrors,
  balance,
  diversity = 0.75,
  rate = 1e-3,
}: RealAndFakeErrors & {
  readonly balance: number | tf.Scalar;
  readonly diversity?: number;
  readonly rate?: number;
}): { readonly balance: tf.Scalar; readonly convergence: tf.Scalar } {
  const where = "nextBoundaryEquilibrium";
  assertScores(realErrors, where);
  assertScores(fakeErrors, where);
  assertRange({ value: diversity, what: "a diversity", where, low: 0, high: 1 });
  assertRange({ value: rate, what: "a rate", where, low: 0 });
  return tf.tidy(() => {
    const real = tf.mean(realErrors);
    const excess = tf.sub(tf.mul(real, diversity), tf.mean(fakeErrors));
    return {
      balance: tf.clipByValue(tf.add(balance, tf.mul(excess, rate)), 0, 1) as tf.Scalar,
      convergence: tf.add(real, tf.abs(excess)) as tf.Scalar,
    };
  });
}
