import * as tf from "@tensorflow/tfjs";
import { logisticDiscriminatorLoss } from "../adversarial/logistic-discriminator-loss.ts";
import { gradientReversal } from "./gradient-reversal.ts";

/**
 * The domain term of domain-adversarial training, which the classifier of domains minimises and its features, through gradient reversal,
 * maximise: E softplus(−d(f(x_s))) + E softplus(d(f(x_t))).
 *
 * @param sourceFeatures f(x_s), [batch, …]
 * @param targetFeatures f(x_t), [batch, …]; the batches may differ in size
 * @param classify d: features to logits [batch] or [batch, 1], high for the source
 * @param strength λ of the reversal
 * @returns scalar ≥ 0; 2 log 2 where domains cannot be told apart
 * @throws {ShapeError} when there is not one score per sample
 * @see Ganin et al. 2016
 */
export function domainAdversarialLoss({
  sourceFeatures,
  targetFeatures,
  classify,
  strength,
}: {
  readonly sourceFeatures: tf.Tensor;
  readonly targetFeatures: tf.Tensor;
  readonly classify: (features: tf.Tensor) => tf.Tensor;
  readonly strength: number;
}): tf.Scalar {
  return tf.tidy(() =>
    logisticDiscriminatorLoss({
      realScores: classify(gradientReversal(sourceFeatures, strength)),
      fakeScores: classify(gradientReversal(targetFeatures, strength)),
    }),
  );
}
