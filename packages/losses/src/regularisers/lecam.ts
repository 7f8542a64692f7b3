import * as tf from "@tensorflow/tfjs";
import type { RealAndFakeScores } from "../adversarial/adversarial-loss.ts";
import { assertScores } from "../shape-checks.ts";

/**
 * LeCam's regulariser for little data: E(D(x) − α_F)² + E(D(G(z)) − α_R)², which draws scores to the moving average of the other side's.
 *
 * By default only what lies beyond the other side's average costs anything, as in the paper's code: E max(0, D(x) − α_F)² +
 * E max(0, α_R − D(G(z)))².
 *
 * @param realAverage α_R, the moving average of scores of real samples
 * @param fakeAverage α_F, of generated ones
 * @param oneSided false for the paper's form
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} when there is not one score per sample
 * @see Tseng et al. 2021
 */
export function lecam({
  realScores,
  fakeScores,
  realAverage,
  fakeAverage,
  oneSided = true,
}: RealAndFakeScores & {
  readonly realAverage: number | tf.Scalar;
  readonly fakeAverage: number | tf.Scalar;
  readonly oneSided?: boolean;
}): tf.Scalar {
  assertScores(realScores, "lecam");
  assertScores(fakeScores, "lecam");
  return tf.tidy(() => {
    const [real, fake] = [tf.sub(realScores, fakeAverage), tf.sub(realAverage, fakeScores)];
    const cost = (distance: tf.Tensor) => tf.mean(tf.square(oneSided ? tf.relu(distance) : distance));
    return tf.add(cost(real), cost(fake));
  });
}

/**
 * The next moving average of scores: decay · average + (1 − decay) · E D.
 *
 * @param scores [batch] or [batch, 1]; no gradient passes
 * @param decay in [0, 1], by default 0.99
 * @returns scalar
 * @throws {ShapeError} when there is not one score per sample
 */
export function nextScoreAverage({
  scores,
  average,
  decay = 0.99,
}: {
  readonly scores: tf.Tensor;
  readonly average: number | tf.Scalar;
  readonly decay?: number;
}): tf.Scalar {
  assertScores(scores, "nextScoreAverage");
  return tf.tidy(() => tf.add(tf.mul(average, decay), tf.mul(tf.mean(scores), 1 - decay)));
}
