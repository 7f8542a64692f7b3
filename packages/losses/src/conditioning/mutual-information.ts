import type * as tf from "@tensorflow/tfjs";
import { softmaxCrossEntropy } from "../classification/softmax-cross-entropy.ts";
import { gaussianNegativeLogLikelihood } from "../reconstruction/gaussian-negative-log-likelihood.ts";

/**
 * InfoGAN's loss of a categorical code: −E log Q(c | G(z, c)). The code's entropy less it bounds their mutual information from below.
 *
 * @param logits Q's, [batch, categories]
 * @param codes the drawn c, int32 [batch]
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the shapes do not fit
 * @see Chen et al. 2016, equation 5
 */
export function categoricalCodeLoss({
  logits,
  codes,
}: {
  readonly logits: tf.Tensor;
  readonly codes: tf.Tensor;
}): tf.Scalar {
  return softmaxCrossEntropy({ logits, labels: codes });
}

/**
 * InfoGAN's loss of continuous codes under a factored Gaussian: −E log N(c; μ, e^v), summed over codes and averaged over the batch.
 *
 * @param mean μ, [batch, codes]
 * @param logVariance v, the same shape; a variance of 1 where it is left out
 * @param codes the drawn c, the same shape
 * @returns scalar
 * @throws {ShapeError} when the shapes differ
 * @see Chen et al. 2016, equation 5
 */
export function gaussianCodeLoss({
  mean,
  logVariance,
  codes,
}: {
  readonly mean: tf.Tensor;
  readonly logVariance?: tf.Tensor;
  readonly codes: tf.Tensor;
}): tf.Scalar {
  return gaussianNegativeLogLikelihood({
    target: codes,
    mean,
    ...(logVariance === undefined ? {} : { logVariance }),
  });
}
