import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";
import { logisticDiscriminatorLoss } from "./logistic-discriminator-loss.ts";

/**
 * The original game: the discriminator's cross-entropy, and for the generator its negative, −E softplus(D(G(z))) =
 * E log(1 − σ(D(G(z)))), which is ≤ 0 and hardly moves while the discriminator wins (it saturates).
 *
 * @see Goodfellow et al. 2014, equation 1
 */
export const minimax: AdversarialLoss = {
  description: "The original game; the generator's gradient fades while the discriminator wins.",
  decisionBoundary: 0,
  discriminatorLoss: logisticDiscriminatorLoss,
  generatorLoss({ fakeScores }) {
    assertScores(fakeScores, "minimax.generatorLoss");
    return tf.tidy(() => tf.neg(tf.mean<tf.Scalar>(tf.softplus(fakeScores))));
  },
};
