import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { RealAndFakeScores } from "./adversarial-loss.ts";

/**
 * The cross-entropy of telling real from generated: E softplus(−D(x)) + E softplus(D(G(z))), = −E log σ(D(x)) − E log(1 − σ(D(G(z)))).
 *
 * In softplus form it is finite for any logit, and its second derivative is right.
 *
 * @returns scalar ≥ 0; 2 log 2 when the discriminator knows nothing
 * @throws {ShapeError} when there is not one score per sample
 * @see Goodfellow et al. 2014, equation 1
 */
export function logisticDiscriminatorLoss({ realScores, fakeScores }: RealAndFakeScores): tf.Scalar {
  assertScores(realScores, "discriminatorLoss");
  assertScores(fakeScores, "discriminatorLoss");
  return tf.tidy(() => tf.add(tf.mean(tf.softplus(tf.neg(realScores))), tf.mean(tf.softplus(fakeScores))));
}
