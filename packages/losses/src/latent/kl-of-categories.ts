import * as tf from "@tensorflow/tfjs";
import { logSumExp } from "../classification/log-sum-exp.ts";
import { assertSameShape, assertShape } from "../shape-checks.ts";

/** log softmax of rows, with a second derivative. */
function logProbabilities(logits: tf.Tensor): tf.Tensor {
  return tf.sub(logits, tf.expandDims(logSumExp(logits as tf.Tensor2D), 1));
}

/**
 * KL(softmax(l) ‖ uniform) = log K + Σ p log p, averaged over the batch: the latent term of a categorical code.
 *
 * @param logits l, [batch, categories]
 * @returns scalar in [0, log K]
 * @throws {ShapeError} for another rank
 */
export function klToUniform(logits: tf.Tensor): tf.Scalar {
  assertShape({ tensor: logits, expected: ["batch", "categories"], what: "logits", where: "klToUniform" });
  return tf.tidy(() => {
    const logs = logProbabilities(logits);
    const negativeEntropy = tf.mean(tf.sum(tf.mul(tf.exp(logs), logs), 1));
    return tf.add(negativeEntropy, Math.log(logits.shape[1] as number)) as tf.Scalar;
  });
}

/**
 * KL(softmax(l₁) ‖ softmax(l₂)) = Σ p₁ (log p₁ − log p₂), averaged over the batch.
 *
 * @param from l₁, [batch, categories]
 * @param to l₂, the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape, or are not [batch, categories]
 */
export function klBetweenCategoricals({
  from,
  to,
}: {
  readonly from: tf.Tensor;
  readonly to: tf.Tensor;
}): tf.Scalar {
  const where = "klBetweenCategoricals";
  assertShape({ tensor: from, expected: ["batch", "categories"], what: "logits", where });
  assertSameShape(from, to, where);
  return tf.tidy(() => {
    const [first, second] = [logProbabilities(from), logProbabilities(to)];
    return tf.mean(tf.sum(tf.mul(tf.exp(first), tf.sub(first, second)), 1));
  });
}
