import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";
import { stopGradient, withoutGradient } from "../without-gradient.ts";
import { straightThrough } from "./straight-through.ts";

/** Codes and the entries that stand for them. */
export interface QuantizationInput {
  /** z, the encoder's, [batch, width] or [batch, rows, columns, width]: every axis but the last counts codes. */
  readonly codes: tf.Tensor;
  /** e, [entries, width]. */
  readonly codebook: tf.Tensor;
}

/** What {@link vectorQuantization} found. Tensors are the caller's to dispose. */
export interface Quantization {
  /** The nearest entry of each code, with the gradient of the code itself (straight through); the shape of the codes. */
  readonly quantized: tf.Tensor;
  /** Which one, int32, the shape of the codes without its last axis. */
  readonly indices: tf.Tensor;
  /** mean ‖sg[z] − e‖² over all values, what draws entries to codes; left out where the codebook follows by moving averages. */
  readonly codebookLoss: tf.Scalar;
  /** mean ‖z − sg[e]‖² over all values, what keeps codes at their entries; its weight in the paper is 0.25. */
  readonly commitmentLoss: tf.Scalar;
  /** exp(−Σ p log p) of the shares p of entries in the batch, in [1, entries]: how many are in use. No gradient passes. */
  readonly perplexity: tf.Scalar;
}

/**
 * Vector quantisation: every code's nearest entry by Euclidean distance, the first of equals, and the two terms of the VQ-VAE.
 *
 * @throws {ShapeError} when codes and entries differ in width, or the codebook is no matrix
 * @see van den Oord, Vinyals, Kavukcuoglu 2017, equations 1 to 3
 */
export function vectorQuantization({ codes, codebook }: QuantizationInput): Quantization {
  return tf.tidy(() => {
    const indicators = nearestEntries({ codes, codebook });
    const chosen = tf.reshape(tf.matMul(indicators, codebook as tf.Tensor2D), codes.shape);
    const shares = tf.mean(indicators, 0);
    return {
      quantized: straightThrough({ forward: chosen, backward: codes }),
      indices: tf.reshape(tf.argMax(indicators, 1), codes.shape.slice(0, -1)),
      codebookLoss: tf.mean(tf.square(tf.sub(stopGradient(codes), chosen))) as tf.Scalar,
      commitmentLoss: tf.mean(tf.square(tf.sub(codes, stopGradient(chosen)))) as tf.Scalar,
      perplexity: tf.exp(tf.neg(tf.sum(tf.mul(shares, tf.log(tf.add(shares, 1e-10)))))) as tf.Scalar,
    };
  });
}

/**
 * Indicators of the nearest entry of every code, [codes, entries], as a constant.
 *
 * @throws {ShapeError} when codes and entries differ in width, or the codebook is no matrix
 */
export function nearestEntries({ codes, codebook }: QuantizationInput): tf.Tensor2D {
  const width = codes.shape.at(-1) ?? "width";
  assertShape({
    tensor: codebook,
    expected: ["entries", width],
    what: "a codebook",
    where: "nearestEntries",
  });
  const nearest = (given: tf.Tensor, entries: tf.Tensor) => {
    const rows = tf.reshape(given, [-1, entries.shape[1] as number]) as tf.Tensor2D;
    // ‖z‖² is the same for all entries.
    const products = tf.matMul(rows, tf.transpose(entries as tf.Tensor2D));
    const distances = tf.sub(tf.sum(tf.square(entries), 1), tf.mul(products, 2));
    return tf.cast(tf.oneHot(tf.argMin(distances, 1) as tf.Tensor1D, entries.shape[0] as number), "float32");
  };
  return withoutGradient(nearest as (...inputs: tf.Tensor[]) => tf.Tensor, codes, codebook) as tf.Tensor2D;
}
