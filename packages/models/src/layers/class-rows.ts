import * as tf from "@tensorflow/tfjs";

/**
 * The rows of a table that class numbers name: labels [batch] or [batch, 1] and a table [classes, n] → [batch, n].
 *
 * By a matrix product, whose gradient every backend has. A number outside 0 … classes − 1 gives a row of NaN: tensors are not
 * read while a step runs, and a row of zeros would go unseen.
 */
export function classRows(labels: tf.Tensor, table: tf.Tensor): tf.Tensor2D {
  const classes = table.shape[0] as number;
  const numbers = tf.cast(tf.reshape(labels, [-1]), "int32") as tf.Tensor1D;
  const rows = tf.matMul(tf.cast(tf.oneHot(numbers, classes), "float32"), table as tf.Tensor2D);
  const known = tf.logicalAnd(tf.greaterEqual(numbers, 0), tf.less(numbers, classes));
  const unknown = tf.where(known, tf.zeros(numbers.shape), tf.fill(numbers.shape, Number.NaN));
  return tf.add(rows, tf.expandDims(unknown, 1));
}
