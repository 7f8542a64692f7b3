import * as tf from "@tensorflow/tfjs";
import { assertRange, assertSameShape } from "../shape-checks.ts";
import { type Reconstruction, reduceValues } from "./reduction.ts";

/**
 * Huber's loss of e = prediction − target: mean of ½e² where |e| ≤ δ, else δ(|e| − ½δ).
 *
 * @param target any shape
 * @param prediction the same shape
 * @param delta δ > 0, by default 1
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 * @throws {ConfigInvalidError} when δ is not positive
 * @see Huber 1964
 */
export function huber({
  target,
  prediction,
  delta = 1,
  reduction = "mean",
}: Reconstruction & { readonly delta?: number }): tf.Scalar {
  assertSameShape(target, prediction, "huber");
  assertRange({ value: delta, what: "a delta", where: "huber", low: 0, open: true });
  return tf.tidy(() => {
    const length = tf.abs(tf.sub(prediction, target));
    const beyond = tf.relu(tf.sub(length, delta));
    const within = tf.sub(length, beyond);
    return reduceValues(tf.add(tf.mul(tf.square(within), 0.5), tf.mul(beyond, delta)), reduction);
  });
}
