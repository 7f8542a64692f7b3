import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { type Reconstruction, reduceValues } from "./reduction.ts";

/**
 * The logarithm of the hyperbolic cosine, mean log cosh(e) of e = prediction − target: ½e² near 0, |e| − log 2 far from it.
 *
 * Computed as e + softplus(−2e) − log 2, finite for any error.
 *
 * @param target any shape
 * @param prediction the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 */
export function logCosh({ target, prediction, reduction = "mean" }: Reconstruction): tf.Scalar {
  assertSameShape(target, prediction, "logCosh");
  return tf.tidy(() => {
    const error = tf.sub(prediction, target);
    return reduceValues(tf.add(error, tf.sub(tf.softplus(tf.mul(error, -2)), Math.LN2)), reduction);
  });
}
