import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";

/**
 * Least squares with targets 0, 1 and the paper's ½: discriminator ½E(D(x) − 1)² + ½E D(G(z))², generator
 * ½E(D(G(z)) − 1)²; both ≥ 0.
 *
 * @see Mao et al. 2017, equation 9 (a = 0, b = c = 1)
 */
export const leastSquares: AdversarialLoss = {
  description: "Least squares: scores are drawn to 1 for real and 0 for generated.",
  discriminatorLoss({ realScores, fakeScores }) {
    assertScores(realScores, "leastSquares.discriminatorLoss");
    assertScores(fakeScores, "leastSquares.discriminatorLoss");
    return tf.tidy(() => {
      const real = tf.mean(tf.square(tf.sub(realScores, 1)));
      const fake = tf.mean(tf.square(fakeScores));
      return tf.mul(tf.add(real, fake), 0.5);
    });
  },
  generatorLoss({ fakeScores }) {
    assertScores(fakeScores, "leastSquares.generatorLoss");
    return tf.tidy(() => tf.mul(tf.mean(tf.square(tf.sub(fakeScores, 1))), 0.5));
  },
};
