import * as tf from "@tensorflow/tfjs";

/** How losses of single values become one number: their mean, their sum, or the sum of each sample, averaged over the batch. */
export type Reduction = "mean" | "sum" | "batch-mean";

/**
 * One number of all values.
 *
 * @param values [batch, …]
 * @returns scalar
 */
export function reduceValues(values: tf.Tensor, reduction: Reduction): tf.Scalar {
  if (reduction === "mean") return tf.mean(values);
  if (reduction === "sum") return tf.sum(values);
  return tf.div(tf.sum(values), values.shape[0] ?? 1);
}

/** What a reconstruction loss compares, and how it is reduced. */
export interface Reconstruction {
  readonly target: tf.Tensor;
  readonly prediction: tf.Tensor;
  /** By default the mean over everything. */
  readonly reduction?: Reduction;
}
