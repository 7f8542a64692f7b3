import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";
import { criticGeneratorLoss } from "./critic-generator-loss.ts";

/**
 * The game of Wasserstein's distance: discriminator E D(G(z)) − E D(x), generator −E D(G(z)); neither has a bound.
 *
 * The negative of the discriminator's loss estimates the distance up to a factor as long as D is Lipschitz: it wants weight clipping, a
 * gradient penalty or spectral normalisation beside it.
 *
 * @see Arjovsky, Chintala, Bottou 2017, equations 2 and 3
 */
export const wasserstein: AdversarialLoss = {
  description:
    "Wasserstein: the critic's scores are drawn apart; it wants a bound on its slope, such as WGAN-GP.",
  decisionBoundary: null,
  discriminatorLoss({ realScores, fakeScores }) {
    assertScores(realScores, "wasserstein.discriminatorLoss");
    assertScores(fakeScores, "wasserstein.discriminatorLoss");
    return tf.tidy(() => tf.sub(tf.mean<tf.Scalar>(fakeScores), tf.mean(realScores)));
  },
  generatorLoss: criticGeneratorLoss,
};
