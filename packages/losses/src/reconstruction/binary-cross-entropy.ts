import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";
import { type Reduction, reduceValues } from "./reduction.ts";

/**
 * Binary cross-entropy from logits, the mean over everything unless told otherwise: mean [softplus(l) − l·t] = mean −[t log σ(l) + (1 − t) log(1 − σ(l))].
 *
 * Finite for every logit. A variational bound wants the sum over a sample's values: reduction `batch-mean`.
 *
 * @param target in [0, 1], any shape
 * @param logits unbounded, the same shape: values before the sigmoid
 * @param positiveWeight p > 0, [values of the last axis]: the weight of −t log σ(l), 1 where it is left out
 * @returns scalar ≥ 0
 * @throws {ShapeError} when target and logits differ in shape, or the weights are not those of the last axis
 */
export function binaryCrossEntropy({
  target,
  logits,
  positiveWeight,
  reduction = "mean",
}: {
  readonly target: tf.Tensor;
  readonly logits: tf.Tensor;
  readonly positiveWeight?: tf.Tensor;
  readonly reduction?: Reduction;
}): tf.Scalar {
  assertSameShape(target, logits, "binaryCrossEntropy");
  if (positiveWeight === undefined)
    return tf.tidy(() => reduceValues(tf.sub(tf.softplus(logits), tf.mul(logits, target)), reduction));
  assertShape({
    tensor: positiveWeight,
    expected: logits.shape.slice(-1),
    what: "weights",
    where: "binaryCrossEntropy",
  });
  return tf.tidy(() => {
    const positive = tf.mul(tf.mul(positiveWeight, target), tf.softplus(tf.neg(logits)));
    return reduceValues(tf.add(positive, tf.mul(tf.sub(1, target), tf.softplus(logits))), reduction);
  });
}
