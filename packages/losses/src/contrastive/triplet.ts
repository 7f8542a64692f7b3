import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";

/** Under the root, so that a distance of 0 has a derivative. */
const smallest = 1e-12;

/**
 * The triplet margin loss: E max(0, ‖a − p‖ − ‖a − n‖ + m).
 *
 * @param anchor a, [batch, features]
 * @param positive p, the same shape: of the anchor's kind
 * @param negative n, the same shape: of another kind
 * @param margin m, by default 1
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the three differ in shape, or are not rows
 * @see Schroff, Kalenichenko, Philbin 2015, there with squared distances
 */
export function triplet({
  anchor,
  positive,
  negative,
  margin = 1,
}: {
  readonly anchor: tf.Tensor;
  readonly positive: tf.Tensor;
  readonly negative: tf.Tensor;
  readonly margin?: number;
}): tf.Scalar {
  assertShape({ tensor: anchor, expected: ["batch", "features"], what: "anchors", where: "triplet" });
  assertSameShape(anchor, positive, "triplet");
  assertSameShape(anchor, negative, "triplet");
  return tf.tidy(() => {
    const distance = (other: tf.Tensor) =>
      tf.sqrt(tf.add(tf.sum(tf.square(tf.sub(anchor, other)), 1), smallest));
    return tf.mean(tf.relu(tf.add(tf.sub(distance(positive), distance(negative)), margin)));
  });
}
