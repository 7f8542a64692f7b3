import * as tf from "@tensorflow/tfjs";

/**
 * Attention: softmax over the keys of Q Kᵀ · scale, times V.
 *
 * @param queries [batch, n, d]
 * @param keys [batch, m, d]
 * @param values [batch, m, e]
 * @returns the output [batch, n, e] and the attention [batch, n, m], whose rows sum to 1
 */
export function attend({
  queries,
  keys,
  values,
  scale = 1,
}: {
  readonly queries: tf.Tensor;
  readonly keys: tf.Tensor;
  readonly values: tf.Tensor;
  readonly scale?: number;
}): { readonly output: tf.Tensor; readonly attention: tf.Tensor } {
  const products = tf.matMul(queries, keys, false, true);
  const attention = tf.softmax(scale === 1 ? products : tf.mul(products, scale));
  return { output: tf.matMul(attention, values), attention };
}
