import * as tf from "@tensorflow/tfjs";
import { withoutGradient } from "./without-gradient.ts";

/** Keeps a vector of zeros from being divided by zero. */
const tiny = 1e-12;

function unit(vector: tf.Tensor): tf.Tensor {
  return tf.div(vector, tf.maximum(tf.sqrt(tf.sum(tf.square(vector))), tiny));
}

/** What {@link spectralNorm} gives. */
export interface SpectralNorm {
  /** The estimate of the largest singular value; a scalar, differentiable in the matrix. */
  readonly sigma: tf.Tensor;
  /** The left singular vector [1, out] to start from next time. */
  readonly u: tf.Tensor;
}

/**
 * The largest singular value of a matrix W [out, in] by power iteration from u [1, out]: v ← Wᵀu / ‖Wᵀu‖, u ← Wv / ‖Wv‖, σ = uᵀWv.
 *
 * u and v count as constants in the gradient, so dσ/dW = u vᵀ; with enough iterations that is the true one.
 *
 * @param kernel Wᵀ: [in, out], or [rows, columns, in, out]; every axis but the last is an input
 * @param iterations at least 1
 * @see Miyato et al. 2018, algorithm 1
 */
export function spectralNorm({
  kernel,
  u,
  iterations,
}: {
  readonly kernel: tf.Tensor;
  readonly u: tf.Tensor;
  readonly iterations: number;
}): SpectralNorm {
  const matrix = tf.reshape(kernel, [-1, kernel.shape.at(-1) as number]);
  // Explicit transposition: wasm is slow at products with a transposed first factor.
  const ahead = (v: tf.Tensor, of: tf.Tensor) => tf.matMul(v as tf.Tensor2D, of as tf.Tensor2D);
  const back = (w: tf.Tensor, of: tf.Tensor) => tf.matMul(w as tf.Tensor2D, of as tf.Tensor2D, false, true);
  const v = withoutGradient(
    (w, start) => {
      let right = unit(back(start as tf.Tensor, w as tf.Tensor));
      for (let i = 1; i < iterations; i++) {
        right = unit(back(unit(ahead(right, w as tf.Tensor)), w as tf.Tensor));
      }
      return right;
    },
    matrix,
    u,
  );
  const next = withoutGradient((w, right) => unit(ahead(right as tf.Tensor, w as tf.Tensor)), matrix, v);
  return { sigma: tf.sum(tf.mul(ahead(v, matrix), next)), u: next };
}
