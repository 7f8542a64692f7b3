import * as tf from "@tensorflow/tfjs";
import { assertRange, assertShape } from "../shape-checks.ts";
import { nearestEntries } from "./vector-quantization.ts";

/** What moving averages remember of a codebook. */
export interface CodebookAverages {
  /** How many codes an entry stands for, [entries]. */
  readonly clusterSizes: tf.Tensor;
  /** The sum of these codes, [entries, width]. */
  readonly clusterSums: tf.Tensor;
}

/** The same after a step, with the codebook that follows from it. Tensors are the caller's to dispose. */
export interface MovedCodebook extends CodebookAverages {
  readonly codebook: tf.Tensor2D;
}

/**
 * One step of a codebook that follows its codes by moving averages: N ← dN + (1 − d)n, m ← dm + (1 − d) Σ z, e = m / Ñ, with n and Σ z of the
 * codes that are nearest to an entry, and Ñ = (N + ε) / (Σ N + Kε) · Σ N, so that unused entries are not divided by 0.
 *
 * The sizes that come back are the raw N. They start best at 1 each, with the codebook as sums: at 0 the first steps are skewed.
 *
 * @param codes z, […, width]
 * @param codebook e before the step, [entries, width]
 * @param decay d in [0, 1], by default 0.99
 * @param epsilon ε > 0, by default 1e-5
 * @throws {ShapeError} when shapes do not fit
 * @throws {ConfigInvalidError} for other decays and epsilons
 * @see van den Oord, Vinyals, Kavukcuoglu 2017, appendix A.1
 */
export function moveCodebook({
  codes,
  codebook,
  clusterSizes,
  clusterSums,
  decay = 0.99,
  epsilon = 1e-5,
}: CodebookAverages & {
  readonly codes: tf.Tensor;
  readonly codebook: tf.Tensor;
  readonly decay?: number;
  readonly epsilon?: number;
}): MovedCodebook {
  const where = "moveCodebook";
  assertRange({ value: decay, what: "a decay", where, low: 0, high: 1 });
  assertRange({ value: epsilon, what: "an epsilon", where, low: 0, open: true });
  return tf.tidy(() => {
    const indicators = nearestEntries({ codes, codebook });
    const [entries, width] = codebook.shape as [number, number];
    assertShape({ tensor: clusterSizes, expected: [entries], what: "cluster sizes", where });
    assertShape({ tensor: clusterSums, expected: [entries, width], what: "cluster sums", where });
    const rows = tf.reshape(codes, [-1, width]) as tf.Tensor2D;
    const average = (before: tf.Tensor, now: tf.Tensor) =>
      tf.add(tf.mul(before, decay), tf.mul(now, 1 - decay));
    const sizes = average(clusterSizes, tf.sum(indicators, 0));
    const sums = average(clusterSums, tf.matMul(tf.transpose(indicators), rows));
    const total = tf.sum(sizes);
    const smoothed = tf.mul(tf.div(tf.add(sizes, epsilon), tf.add(total, entries * epsilon)), total);
    return {
      clusterSizes: sizes,
      clusterSums: sums,
      codebook: tf.div(sums, tf.expandDims(smoothed, 1)) as tf.Tensor2D,
    };
  });
}
