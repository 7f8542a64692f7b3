import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertScores } from "../shape-checks.ts";
import type { AdversarialLoss, GeneratorScores } from "./adversarial-loss.ts";

/**
 * The relativistic game, of pairs: discriminator E softplus(−(D(x) − D(G(z)))), generator E softplus(−(D(G(z)) − D(x))); both ≥ 0, and
 * log 2 where they cannot be told apart.
 *
 * Scores mean something within a pair only, so there is no boundary. Batches must be of one size.
 *
 * @throws {ShapeError} when there is not one score per sample, or a batch is larger than the other
 * @see Jolicoeur-Martineau 2019, RSGAN
 */
export const relativistic: AdversarialLoss = {
  description: "Relativistic: a real sample is to score higher than the generated one beside it.",
  decisionBoundary: null,
  isRelativistic: true,
  discriminatorLoss({ realScores, fakeScores }) {
    return tf.tidy(() => logistic(apart(realScores, fakeScores, "relativistic.discriminatorLoss")));
  },
  generatorLoss(scores) {
    const where = "relativistic.generatorLoss";
    return tf.tidy(() => logistic(apart(scores.fakeScores, expectReal(scores, where), where)));
  },
};

const logistic = (difference: tf.Tensor): tf.Scalar => tf.mean(tf.softplus(tf.neg(difference)));

function apart(high: tf.Tensor, low: tf.Tensor, where: string): tf.Tensor {
  assertScores(high, where);
  assertScores(low, where);
  const [first, second] = [tf.reshape(high, [-1]), tf.reshape(low, [-1])];
  assertSameShape(first, second, where);
  return tf.sub(first, second);
}

/**
 * The scores of real samples, which a relativistic generator's loss cannot do without.
 *
 * @throws {ShapeError} when they are not there
 */
export function expectReal({ realScores }: GeneratorScores, where: string): tf.Tensor {
  if (realScores !== undefined) return realScores;
  throw new ShapeError({
    message: `${where}: expected the scores of real samples, too, received none.`,
    hint: "Losses that say isRelativistic compare generated samples with real ones.",
  });
}
