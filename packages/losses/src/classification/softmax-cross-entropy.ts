import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { logSumExp } from "./log-sum-exp.ts";

/**
 * Softmax cross-entropy of class numbers, the mean over the batch: mean [log Σ exp(l) − (1 − s)·l_label − s·mean(l)].
 *
 * @param logits [batch, classes], unbounded
 * @param labels int32 [batch] or [batch, 1], in 0 … classes − 1; other numbers are not found out (that would read back the tensor)
 * @param smoothing s in [0, 1): the share of each target that is spread over all classes; by default 0
 * @returns scalar ≥ 0; log(classes) for equal logits
 * @throws {ShapeError} when the shapes do not fit
 */
export function softmaxCrossEntropy({
  logits,
  labels,
  smoothing = 0,
}: {
  readonly logits: tf.Tensor;
  readonly labels: tf.Tensor;
  readonly smoothing?: number;
}): tf.Scalar {
  const [batch, classes] = logits.shape;
  const oneEach = labels.rank === 1 || (labels.rank === 2 && labels.shape[1] === 1);
  if (logits.rank !== 2 || !oneEach || labels.shape[0] !== batch) {
    throw new ShapeError({
      message: `softmaxCrossEntropy: expected logits [batch, classes] and labels [batch], received [${logits.shape}] and [${labels.shape}].`,
    });
  }
  return tf.tidy(() => {
    const numbers = tf.cast(tf.reshape(labels, [-1]), "int32") as tf.Tensor1D;
    // A product with indicators, not a gather: its gradient exists on every backend.
    const indicator = tf.cast(tf.oneHot(numbers, classes as number), "float32");
    const target =
      smoothing === 0 ? indicator : tf.add(tf.mul(indicator, 1 - smoothing), smoothing / (classes as number));
    const picked = tf.sum(tf.mul(logits, target), -1);
    return tf.mean(tf.sub(logSumExp(logits as tf.Tensor2D), picked));
  });
}
