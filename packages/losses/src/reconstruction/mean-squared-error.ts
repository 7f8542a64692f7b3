import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { type Reconstruction, reduceValues } from "./reduction.ts";

/**
 * Mean squared error, the mean over everything (samples and values alike) unless told otherwise: mean (prediction − target)².
 *
 * @param target any shape
 * @param prediction the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 */
export function meanSquaredError({ target, prediction, reduction = "mean" }: Reconstruction): tf.Scalar {
  assertSameShape(target, prediction, "meanSquaredError");
  return tf.tidy(() => reduceValues(tf.square(tf.sub(prediction, target)), reduction));
}
