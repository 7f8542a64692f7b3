import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { type Reconstruction, reduceValues } from "./reduction.ts";

/**
 * Mean absolute error (L1), the mean over everything unless told otherwise: mean |prediction − target|.
 *
 * @param target any shape
 * @param prediction the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 */
export function meanAbsoluteError({ target, prediction, reduction = "mean" }: Reconstruction): tf.Scalar {
  assertSameShape(target, prediction, "meanAbsoluteError");
  return tf.tidy(() => reduceValues(tf.abs(tf.sub(prediction, target)), reduction));
}
