import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";
import { expectReal } from "./relativistic.ts";

/** What a score costs by how far it lies above the mean score of the other side: of one that should be above, and below. */
interface Cost {
  readonly above: (difference: tf.Tensor) => tf.Tensor;
  readonly below: (difference: tf.Tensor) => tf.Tensor;
}

/**
 * A relativistic average game: half of E above(D(x) − E D(G(z))) + E below(D(G(z)) − E D(x)) for the discriminator, and with the sides
 * exchanged for the generator.
 *
 * The means are those of the batches that it is given; gradients follow them, too.
 */
function averageGame(description: string, { above, below }: Cost): AdversarialLoss {
  const loss = (high: tf.Tensor, low: tf.Tensor, where: string): tf.Scalar => {
    assertScores(high, where);
    assertScores(low, where);
    return tf.tidy(() => {
      const raised = above(tf.sub(high, tf.mean(low)));
      const lowered = below(tf.sub(low, tf.mean(high)));
      return tf.mul(tf.add(tf.mean<tf.Scalar>(raised), tf.mean<tf.Scalar>(lowered)), 0.5);
    });
  };
  return {
    description,
    decisionBoundary: null,
    isRelativistic: true,
    discriminatorLoss: ({ realScores, fakeScores }) =>
      loss(realScores, fakeScores, "relativisticAverage.discriminatorLoss"),
    generatorLoss: (scores) => {
      const where = "relativisticAverage.generatorLoss";
      return loss(scores.fakeScores, expectReal(scores, where), where);
    },
  };
}

/** RaGAN: cross-entropy, softplus(−d) above and softplus(d) below (Jolicoeur-Martineau 2019; halved as in its code). */
export const relativisticAverage: AdversarialLoss = averageGame(
  "Relativistic average: real samples are to score higher than generated ones do in the mean.",
  { above: (difference) => tf.softplus(tf.neg(difference)), below: (difference) => tf.softplus(difference) },
);

/** RaLSGAN: (d − 1)² above and (d + 1)² below (Jolicoeur-Martineau 2019). */
export const relativisticAverageLeastSquares: AdversarialLoss = averageGame(
  "Relativistic average with least squares: scores are drawn to 1 above and 1 below the other side's mean.",
  {
    above: (difference) => tf.square(tf.sub(difference, 1)),
    below: (difference) => tf.square(tf.add(difference, 1)),
  },
);

/** RaHinge: max(0, 1 − d) above and max(0, 1 + d) below (Jolicoeur-Martineau 2019). */
export const relativisticAverageHinge: AdversarialLoss = averageGame(
  "Relativistic average with hinges: scores keep 1 above and 1 below the other side's mean.",
  {
    above: (difference) => tf.relu(tf.sub(1, difference)),
    below: (difference) => tf.relu(tf.add(1, difference)),
  },
);
