import * as tf from "@tensorflow/tfjs";
import { assertRange } from "../shape-checks.ts";

/**
 * Weights clipped to [−c, c], which bounds a critic's slope: min(c, max(−c, w)). It is no term of a loss: it is applied after each update.
 *
 * @param weights tensors of any shapes; they stay as they are
 * @param limit c > 0, by default 0.01
 * @returns new tensors of the same shapes, which the caller disposes
 * @throws {ConfigInvalidError} when the limit is not positive
 * @see Arjovsky, Chintala, Bottou 2017, algorithm 1
 */
export function clipWeights(weights: readonly tf.Tensor[], limit = 0.01): tf.Tensor[] {
  assertRange({ value: limit, what: "a limit", where: "clipWeights", low: 0, open: true });
  return tf.tidy(() => weights.map((weight) => tf.clipByValue(weight, -limit, limit)));
}
