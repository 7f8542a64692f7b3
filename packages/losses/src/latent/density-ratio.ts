import type { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { logisticDiscriminatorLoss } from "../adversarial/logistic-discriminator-loss.ts";
import { assertScores, assertShape } from "../shape-checks.ts";
import { withoutGradient } from "../without-gradient.ts";

/**
 * FactorVAE's total correlation, by a classifier's density ratio: E log (D(z) / (1 − D(z))), which is the mean of its logits.
 *
 * @param scores logits of codes, high for q(z) and low for permuted codes, [batch] or [batch, 1]
 * @returns scalar
 * @throws {ShapeError} when there is not one score per sample
 * @see Kim, Mnih 2018, equation 3
 */
export function densityRatioTotalCorrelation(scores: tf.Tensor): tf.Scalar {
  assertScores(scores, "densityRatioTotalCorrelation");
  return tf.tidy(() => tf.mean(scores));
}

/**
 * What FactorVAE's classifier minimises: ½ [E softplus(−s(z)) + E softplus(s(z′))], z′ permuted codes of other samples.
 *
 * @param codeScores s(z), [batch] or [batch, 1]
 * @param permutedScores s(z′), [batch] or [batch, 1]
 * @returns scalar ≥ 0; log 2 where codes are independent
 * @throws {ShapeError} when there is not one score per sample
 * @see Kim, Mnih 2018, algorithm 2
 */
export function densityRatioDiscriminatorLoss({
  codeScores,
  permutedScores,
}: {
  readonly codeScores: tf.Tensor;
  readonly permutedScores: tf.Tensor;
}): tf.Scalar {
  return tf.tidy(() =>
    tf.mul(logisticDiscriminatorLoss({ realScores: codeScores, fakeScores: permutedScores }), 0.5),
  );
}

/**
 * Codes whose columns are each shuffled within the batch: draws from Π_j q(z_j), as constants.
 *
 * @param codes [batch, codes]
 * @param random what the permutations are drawn from, column by column
 * @returns [batch, codes]; no gradient passes
 * @throws {ShapeError} for another rank
 * @see Kim, Mnih 2018, algorithm 1
 */
export function permuteDimensions({
  codes,
  random,
}: {
  readonly codes: tf.Tensor;
  readonly random: Random;
}): tf.Tensor2D {
  assertShape({ tensor: codes, expected: ["batch", "codes"], what: "codes", where: "permuteDimensions" });
  const [batch, width] = codes.shape as [number, number];
  const places = new Int32Array(batch * width);
  for (let column = 0; column < width; column++) {
    const order = random.permutation(batch);
    for (let row = 0; row < batch; row++)
      places[row * width + column] = (order[row] as number) * width + column;
  }
  return withoutGradient(
    (given) => tf.reshape(tf.gather(tf.reshape(given, [-1]), tf.tensor1d(places, "int32")), [batch, width]),
    codes,
  ) as tf.Tensor2D;
}
