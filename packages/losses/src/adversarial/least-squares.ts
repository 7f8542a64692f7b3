import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";

/** ½E(score − target)². */
function halfSquaredDistance(scores: tf.Tensor, target: number): tf.Tensor {
  return tf.mul(tf.mean(tf.square(tf.sub(scores, target))), 0.5);
}

/**
 * A least-squares game with the paper's ½: discriminator ½E(D(x) − b)² + ½E(D(G(z)) − a)², generator ½E(D(G(z)) − c)²;
 * both ≥ 0.
 *
 * @param targets.fake a, what the discriminator draws generated samples to
 * @param targets.real b, what it draws real samples to
 * @param targets.generator c, what the generator draws its samples to
 * @see Mao et al. 2017, equation 3; b − c = 1 and b − a = 2 minimise Pearson's χ²
 */
export function leastSquaresGame(targets: {
  readonly fake: number;
  readonly real: number;
  readonly generator: number;
}): AdversarialLoss {
  const { fake, real, generator } = targets;
  return {
    description: `Least squares: scores are drawn to ${real} for real and ${fake} for generated samples.`,
    decisionBoundary: (real + fake) / 2,
    discriminatorLoss({ realScores, fakeScores }) {
      assertScores(realScores, "leastSquares.discriminatorLoss");
      assertScores(fakeScores, "leastSquares.discriminatorLoss");
      return tf.tidy(() =>
        tf.add(halfSquaredDistance(realScores, real), halfSquaredDistance(fakeScores, fake)),
      );
    },
    generatorLoss({ fakeScores }) {
      assertScores(fakeScores, "leastSquares.generatorLoss");
      return tf.tidy(() => halfSquaredDistance(fakeScores, generator) as tf.Scalar);
    },
  };
}

/** The least-squares game with targets 0 and 1 (a = 0, b = c = 1; Mao et al. 2017, equation 9). */
export const leastSquares: AdversarialLoss = leastSquaresGame({ fake: 0, real: 1, generator: 1 });
