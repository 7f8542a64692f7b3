import { ConfigInvalidError, ShapeError } from "@ganlens/core";
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

/**
 * Refuses a tensor of another shape than the one described.
 *
 * @param expected sizes, and names where any size will do: `["batch", 8]`
 * @param what the tensor's name, for the message
 * @throws {ShapeError} when rank or a size differs
 */
export function assertShape({
  tensor,
  expected,
  what,
  where,
}: {
  readonly tensor: tf.Tensor;
  readonly expected: readonly (number | string)[];
  readonly what: string;
  readonly where: string;
}): void {
  const fits =
    tensor.rank === expected.length &&
    expected.every((size, axis) => typeof size === "string" || size === tensor.shape[axis]);
  if (fits) return;
  throw new ShapeError({
    message: `${where}: expected ${what} of shape [${expected.join(", ")}], received [${tensor.shape}].`,
  });
}

/**
 * Refuses a number outside of its range.
 *
 * @param range the lowest and the highest number that will do; the lowest must be exceeded where `open` says so
 * @throws {ConfigInvalidError} for any other number, NaN too
 */
export function assertRange({
  value,
  what,
  where,
  low,
  high = Number.POSITIVE_INFINITY,
  open = false,
}: {
  readonly value: number;
  readonly what: string;
  readonly where: string;
  readonly low: number;
  readonly high?: number;
  readonly open?: boolean;
}): void {
  if ((open ? value > low : value >= low) && value <= high) return;
  const above = `${open ? "above" : "of at least"} ${low}`;
  throw new ConfigInvalidError({
    message: `${where}: expected ${what} ${above}${high === Number.POSITIVE_INFINITY ? "" : ` and at most ${high}`}, received ${value}.`,
  });
}
