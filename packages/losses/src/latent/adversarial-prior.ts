import type * as tf from "@tensorflow/tfjs";
import { logisticDiscriminatorLoss } from "../adversarial/logistic-discriminator-loss.ts";
import { nonSaturating } from "../adversarial/non-saturating.ts";

/**
 * What the discriminator of an adversarial autoencoder minimises: E softplus(−D(p)) + E softplus(D(z)), p drawn from the prior.
 *
 * @param priorScores D(p), logits [batch] or [batch, 1]
 * @param codeScores D(z), the encoder's codes, [batch] or [batch, 1]
 * @returns scalar ≥ 0; 2 log 2 where codes and prior cannot be told apart
 * @throws {ShapeError} when there is not one score per sample
 * @see Makhzani et al. 2016
 */
export function adversarialPriorDiscriminatorLoss({
  priorScores,
  codeScores,
}: {
  readonly priorScores: tf.Tensor;
  readonly codeScores: tf.Tensor;
}): tf.Scalar {
  return logisticDiscriminatorLoss({ realScores: priorScores, fakeScores: codeScores });
}

/**
 * What the encoder of an adversarial autoencoder minimises beside the reconstruction, in the form that does not saturate: E softplus(−D(z)).
 *
 * @param codeScores D(z), logits [batch] or [batch, 1]
 * @returns scalar ≥ 0
 * @throws {ShapeError} when there is not one score per sample
 * @see Makhzani et al. 2016
 */
export function adversarialPriorEncoderLoss({ codeScores }: { readonly codeScores: tf.Tensor }): tf.Scalar {
  return nonSaturating.generatorLoss({ fakeScores: codeScores });
}
