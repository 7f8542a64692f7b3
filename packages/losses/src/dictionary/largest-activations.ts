import * as tf from "@tensorflow/tfjs";
import { withoutGradient } from "../without-gradient.ts";

/**
 * 1 where a score is among the k largest of its row and 0 elsewhere, as a constant. Scores that equal the k-th are all kept.
 *
 * A comparison with the k-th score, not indicators of indices, which would take rows × k × columns numbers.
 *
 * @param scores [rows, columns]
 * @param k from 1 to the number of columns
 * @returns [rows, columns]
 */
export function largestOfRows(scores: tf.Tensor, k: number): tf.Tensor {
  return withoutGradient((given) => {
    const { values } = tf.topk(given, k, true);
    const last = tf.slice(values, [0, k - 1], [given.shape[0] as number, 1]);
    return tf.cast(tf.greaterEqual(given, last), "float32");
  }, scores);
}
