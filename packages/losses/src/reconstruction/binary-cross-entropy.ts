import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";

/**
 * Binary cross-entropy from logits, the mean over everything: mean [softplus(l) − l·t] = mean −[t log σ(l) + (1 − t) log(1 − σ(l))].
 *
 * Finite for every logit. Multiply by the number of values per sample for the sum that a variational bound wants.
 *
 * @param target in [0, 1], any shape
 * @param logits unbounded, the same shape: values before the sigmoid
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 */
export function binaryCrossEntropy({
  target,
  logits,
}: {
  readonly target: tf.Tensor;
  readonly logits: tf.Tensor;
}): tf.Scalar {
  assertSameShape(target, logits, "binaryCrossEntropy");
  return tf.tidy(() => tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, target))));
}
