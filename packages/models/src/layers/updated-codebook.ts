import * as tf from "@tensorflow/tfjs";

/** Cluster sizes moved off 0 with their sum kept (Laplace smoothing): (N + ε) / (Σ N + K ε) · Σ N, shape [codes]. */
export function smoothedSizes(sizes: tf.Tensor, epsilon: number): tf.Tensor {
  const total = tf.sum(sizes);
  const codes = sizes.shape[0] as number;
  return tf.mul(tf.div(tf.add(sizes, epsilon), tf.add(total, codes * epsilon)), total);
}

/**
 * One step of a codebook that follows the running mean of what is assigned to each code: N ← γN + (1 − γ)n, m ← γm + (1 − γ)Σz,
 * e = m / smoothed(N).
 *
 * Sizes are kept as they are and smoothed where they are used, as in the authors' code (some others keep the smoothed ones).
 *
 * @param sizes N [codes]
 * @param sums m [codes, dimensions]
 * @param assigned indicators [n, codes] of the code of each vector
 * @param vectors z [n, dimensions]
 * @param decay γ
 * @see van den Oord, Vinyals and Kavukcuoglu 2017, appendix A.1
 */
export function updatedCodebook({
  sizes,
  sums,
  assigned,
  vectors,
  decay,
  epsilon,
}: {
  readonly sizes: tf.Tensor;
  readonly sums: tf.Tensor;
  readonly assigned: tf.Tensor2D;
  readonly vectors: tf.Tensor2D;
  readonly decay: number;
  readonly epsilon: number;
}): { readonly sizes: tf.Tensor; readonly sums: tf.Tensor; readonly codebook: tf.Tensor } {
  const moved = (running: tf.Tensor, now: tf.Tensor) =>
    tf.add(tf.mul(running, decay), tf.mul(now, 1 - decay));
  const newSizes = moved(sizes, tf.sum(assigned, 0));
  const newSums = moved(sums, tf.matMul(tf.transpose(assigned), vectors));
  const codebook = tf.div(newSums, tf.expandDims(smoothedSizes(newSizes, epsilon), 1));
  return { sizes: newSizes, sums: newSums, codebook };
}
