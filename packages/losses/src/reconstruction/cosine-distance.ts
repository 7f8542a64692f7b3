import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import type { Reconstruction } from "./reduction.ts";

/** Under the roots, so that lengths of 0 have a derivative. */
const smallest = 1e-12;

/**
 * Cosine distance, the mean over samples of 1 − ⟨x, t⟩ / (‖x‖ ‖t‖).
 *
 * @param target [batch, …]; all but the first axis are one vector
 * @param prediction the same shape
 * @returns scalar in [0, 2]; a vector of zeros is at distance 1 from any
 * @throws {ShapeError} when the two differ in shape
 */
export function cosineDistance({ target, prediction }: Omit<Reconstruction, "reduction">): tf.Scalar {
  assertSameShape(target, prediction, "cosineDistance");
  return tf.tidy(() => {
    const directions = [target, prediction].map((tensor) => {
      const rows = tf.reshape(tensor, [tensor.shape[0] ?? 1, -1]);
      return tf.div(rows, tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), smallest)));
    }) as [tf.Tensor, tf.Tensor];
    return tf.sub(1, tf.mean(tf.sum(tf.mul(...directions), 1)));
  });
}
