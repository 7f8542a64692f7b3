import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { logSumExp } from "../classification/log-sum-exp.ts";
import { assertRange, assertSameShape, assertShape } from "../shape-checks.ts";

/** What is added to a view's similarity to itself, so that it takes no part. */
const excluded = -1e9;

/**
 * NT-Xent, SimCLR's loss of two views of each sample: the mean over 2n views of −log (exp(s_ij / τ) / Σ_{k ≠ i} exp(s_ik / τ)), j the other
 * view of the same sample and s the cosine similarity.
 *
 * @param first [n, features], n ≥ 2
 * @param second the same shape: row i shows the same sample as row i of `first`
 * @param temperature τ > 0, by default 0.5
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape, or are no two rows
 * @throws {ConfigInvalidError} when the temperature is not positive
 * @see Chen, Kornblith, Norouzi, Hinton 2020, equation 1
 */
export function normalizedTemperatureCrossEntropy({
  first,
  second,
  temperature = 0.5,
}: {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
  readonly temperature?: number;
}): tf.Scalar {
  const where = "normalizedTemperatureCrossEntropy";
  assertSameShape(first, second, where);
  assertShape({ tensor: first, expected: ["n", "features"], what: "views", where });
  assertRange({ value: temperature, what: "a temperature", where, low: 0, open: true });
  const count = first.shape[0] as number;
  if (count < 2)
    throw new ShapeError({ message: `${where}: expected at least 2 samples, received ${count}.` });
  return tf.tidy(() => {
    const views = tf.concat([first, second], 0) as tf.Tensor2D;
    const directions = tf.div(
      views,
      tf.sqrt(tf.add(tf.sum(tf.square(views), 1, true), 1e-12)),
    ) as tf.Tensor2D;
    const similarities = tf.div(tf.matMul(directions, tf.transpose(directions)), temperature) as tf.Tensor2D;
    const others = tf.add(similarities, tf.mul(tf.eye(2 * count), excluded)) as tf.Tensor2D;
    const [one, two] = tf.split(directions, 2, 0) as [tf.Tensor, tf.Tensor];
    // Each pair counts once from either side, so the mean over n pairs is that over 2n views.
    const pairs = tf.div(tf.mean(tf.sum(tf.mul(one, two), 1)), temperature);
    return tf.sub(tf.mean(logSumExp(others)), pairs) as tf.Scalar;
  });
}
