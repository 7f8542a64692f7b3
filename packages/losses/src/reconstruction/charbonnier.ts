import * as tf from "@tensorflow/tfjs";
import { assertRange, assertSameShape } from "../shape-checks.ts";
import { type Reconstruction, reduceValues } from "./reduction.ts";

/**
 * Charbonnier's loss, an L1 that is smooth at 0: mean √((prediction − target)² + ε²).
 *
 * @param target any shape
 * @param prediction the same shape
 * @param epsilon ε > 0, by default 0.001
 * @returns scalar ≥ ε
 * @throws {ShapeError} when the two differ in shape
 * @throws {ConfigInvalidError} when ε is not positive
 * @see Charbonnier et al. 1994
 */
export function charbonnier({
  target,
  prediction,
  epsilon = 1e-3,
  reduction = "mean",
}: Reconstruction & { readonly epsilon?: number }): tf.Scalar {
  assertSameShape(target, prediction, "charbonnier");
  assertRange({ value: epsilon, what: "an epsilon", where: "charbonnier", low: 0, open: true });
  return tf.tidy(() =>
    reduceValues(tf.sqrt(tf.add(tf.square(tf.sub(prediction, target)), epsilon ** 2)), reduction),
  );
}
