import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { AdversarialLoss } from "./adversarial-loss.ts";
import { nonSaturating } from "./non-saturating.ts";

/** E[t · softplus(−D) + (1 − t) · softplus(D)]: the cross-entropy of σ(D) with the target t, finite for any logit. */
function crossEntropy(scores: tf.Tensor, target: number): tf.Scalar {
  return tf.mean(
    tf.add(tf.mul(target, tf.softplus(tf.neg(scores))), tf.mul(1 - target, tf.softplus(scores))),
  );
}

/**
 * The non-saturating game with softer targets: the discriminator's cross-entropy with `real` in place of 1 and `fake` in place of 0.
 *
 * With `fake` = 0 it is one-sided, so that samples of the generator are never held for real where there are no real ones.
 *
 * @param targets each in [0, 1], `real` above `fake`
 * @throws {ConfigInvalidError} for other targets
 * @see Salimans et al. 2016, section 3.4; Szegedy et al. 2016, section 7
 */
export function smoothedGame({
  real,
  fake,
}: {
  readonly real: number;
  readonly fake: number;
}): AdversarialLoss {
  if (!(fake >= 0 && fake < real && real <= 1)) {
    throw new ConfigInvalidError({
      message: `Expected label smoothing with 0 ≤ fake < real ≤ 1, received real ${real} and fake ${fake}.`,
    });
  }
  return {
    ...nonSaturating,
    description: `The usual game with soft targets for the discriminator: ${real} for real, ${fake} for generated samples.`,
    decisionBoundary: logit((real + fake) / 2),
    discriminatorLoss({ realScores, fakeScores }) {
      assertScores(realScores, "smoothedGame.discriminatorLoss");
      assertScores(fakeScores, "smoothedGame.discriminatorLoss");
      return tf.tidy(() => tf.add(crossEntropy(realScores, real), crossEntropy(fakeScores, fake)));
    },
  };
}

/** Where a sample is as near to one target as to the other. */
const logit = (share: number): number => Math.log(share / (1 - share));

/** One-sided label smoothing, 0.9 for real samples (Salimans et al. 2016, section 3.4). */
export const oneSidedSmoothing: AdversarialLoss = smoothedGame({ real: 0.9, fake: 0 });

/** Two-sided label smoothing, 0.9 and 0.1. */
export const twoSidedSmoothing: AdversarialLoss = smoothedGame({ real: 0.9, fake: 0.1 });
