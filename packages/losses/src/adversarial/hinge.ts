import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";
import { criticGeneratorLoss } from "./critic-generator-loss.ts";

/**
 * The hinge game: discriminator E max(0, 1 − D(x)) + E max(0, 1 + D(G(z))) ≥ 0, generator −E D(G(z)), which has no bound.
 *
 * Samples beyond the margins ±1 teach the discriminator nothing.
 *
 * @see Lim and Ye 2017, Geometric GAN; Tran, Ranganath, Blei 2017
 */
export const hinge: AdversarialLoss = {
  description: "Hinge: the discriminator keeps real and generated samples beyond margins of ±1.",
  decisionBoundary: 0,
  discriminatorLoss({ realScores, fakeScores }) {
    assertScores(realScores, "hinge.discriminatorLoss");
    assertScores(fakeScores, "hinge.discriminatorLoss");
    return tf.tidy(() =>
      tf.add(tf.mean(tf.relu(tf.sub(1, realScores))), tf.mean(tf.relu(tf.add(1, fakeScores)))),
    );
  },
  generatorLoss: criticGeneratorLoss,
};
