import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";
import { logisticDiscriminatorLoss } from "./logistic-discriminator-loss.ts";

/**
 * The game as it is played: the discriminator's cross-entropy, and for the generator E softplus(−D(G(z))) =
 * −E log σ(D(G(z))) ≥ 0, whose gradient is largest where the discriminator is sure.
 *
 * @see Goodfellow et al. 2014, section 3
 */
export const nonSaturating: AdversarialLoss = {
  description: "The usual game: the generator maximises the log-probability of being taken for real.",
  decisionBoundary: 0,
  discriminatorLoss: logisticDiscriminatorLoss,
  generatorLoss({ fakeScores }) {
    assertScores(fakeScores, "nonSaturating.generatorLoss");
    return tf.tidy(() => tf.mean(tf.softplus(tf.neg(fakeScores))));
  },
};
