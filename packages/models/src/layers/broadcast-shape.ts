import { ShapeError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/**
 * The shape of an operation on two tensors of the same or of broadcast shapes; null (the batch) wins over 1.
 *
 * @throws {ShapeError} when two sides differ and neither is 1
 */
export function broadcastShape(a: tf.Shape, b: tf.Shape): tf.Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = i < rank - a.length ? 1 : (a[i - (rank - a.length)] as number | null);
    const right = i < rank - b.length ? 1 : (b[i - (rank - b.length)] as number | null);
    if (left === right || right === 1) return left;
    if (left === 1 || left === null) return right === null ? null : left === 1 ? right : null;
    if (right === null) return null;
    throw new ShapeError({ message: `Expected shapes that broadcast, received [${a}] and [${b}].` });
  });
}
