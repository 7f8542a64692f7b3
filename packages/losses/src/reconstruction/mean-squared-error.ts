import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";

/**
 * Mean squared error, the mean over everything (samples and values alike): mean (prediction − target)².
 *
 * @param target any shape
 * @param prediction the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 */
export function meanSquaredError({
  target,
  prediction,
}: {
  readonly target: tf.Tensor;
  readonly prediction: tf.Tensor;
}): tf.Scalar {
  assertSameShape(target, prediction, "meanSquaredError");
  return tf.tidy(() => tf.mean(tf.square(tf.sub(prediction, target))));
}
