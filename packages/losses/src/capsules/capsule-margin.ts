import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";

/**
 * The margin loss of capsules: Σ_k T_k max(0, m⁺ − ‖v_k‖)² + λ (1 − T_k) max(0, ‖v_k‖ − m⁻)², averaged over the batch.
 *
 * @param lengths ‖v_k‖ in [0, 1), [batch, classes]
 * @param targets T in {0, 1}, the same shape: several classes may be there
 * @param presentMargin m⁺, by default 0.9
 * @param absentMargin m⁻, by default 0.1
 * @param absentWeight λ, by default 0.5
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape, or are not [batch, classes]
 * @see Sabour, Frosst, Hinton 2017, equation 4
 */
export function capsuleMargin({
  lengths,
  targets,
  presentMargin = 0.9,
  absentMargin = 0.1,
  absentWeight = 0.5,
}: {
  readonly lengths: tf.Tensor;
  readonly targets: tf.Tensor;
  readonly presentMargin?: number;
  readonly absentMargin?: number;
  readonly absentWeight?: number;
}): tf.Scalar {
  assertShape({ tensor: lengths, expected: ["batch", "classes"], what: "lengths", where: "capsuleMargin" });
  assertSameShape(lengths, targets, "capsuleMargin");
  return tf.tidy(() => {
    const present = tf.mul(targets, tf.square(tf.relu(tf.sub(presentMargin, lengths))));
    const absent = tf.mul(tf.sub(1, targets), tf.square(tf.relu(tf.sub(lengths, absentMargin))));
    return tf.mean(tf.sum(tf.add(present, tf.mul(absent, absentWeight)), 1));
  });
}
