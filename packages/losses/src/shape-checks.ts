import { ShapeError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/**
 * Refuses tensors of different shapes, which TensorFlow.js would broadcast to a wrong loss in silence.
 *
 * @param where the function that was called, for the message
 * @throws {ShapeError} when they differ
 */
export function assertSameShape(a: tf.Tensor, b: tf.Tensor, where: string): void {
  if (a.shape.join() === b.shape.join()) return;
  throw new ShapeError({
    message: `${where}: expected two tensors of the same shape, received [${a.shape}] and [${b.shape}].`,
  });
}

/**
 * Refuses anything but one score per sample.
 *
 * @throws {ShapeError} when the shape is neither [batch] nor [batch, 1]
 */
export function assertScores(scores: tf.Tensor, where: string): void {
  if (scores.rank === 1 || (scores.rank === 2 && scores.shape[1] === 1)) return;
  throw new ShapeError({
    message: `${where}: expected scores of shape [batch] or [batch, 1], received [${scores.shape}].`,
  });
}
