import * as tf from "@tensorflow/tfjs";
import { meanSquaredError } from "../reconstruction/mean-squared-error.ts";
import { assertSameShape, assertShape } from "../shape-checks.ts";
import { stopGradient, withoutGradient } from "../without-gradient.ts";

/**
 * The activations of a gated dictionary: max(0, π_mag) where π_gate > 0, else 0.
 *
 * @param gate π_gate, [batch, features]; no gradient reaches it from here
 * @param magnitude π_mag, the same shape
 * @returns [batch, features], ≥ 0
 * @throws {ShapeError} when the two differ in shape, or are not [batch, features]
 * @see Rajamanoharan et al. 2024, Improving dictionary learning with gated sparse autoencoders
 */
export function gatedActivations({
  gate,
  magnitude,
}: {
  readonly gate: tf.Tensor;
  readonly magnitude: tf.Tensor;
}): tf.Tensor2D {
  assertShape({ tensor: gate, expected: ["batch", "features"], what: "gates", where: "gatedActivations" });
  assertSameShape(gate, magnitude, "gatedActivations");
  return tf.tidy(() => {
    const open = withoutGradient((given) => tf.cast(tf.greater(given, 0), "float32"), gate);
    return tf.mul(tf.relu(magnitude), open) as tf.Tensor2D;
  });
}

/**
 * What teaches the gate of a gated dictionary to reconstruct: ‖x − (max(0, π_gate) W + b)‖², summed over values and averaged over the batch.
 *
 * @param target x, [batch, width]
 * @param gate π_gate, [batch, features]
 * @param decoder W, [features, width]
 * @param bias b, [width]
 * @param freezeDecoder whether W and b are constants here, as in the paper; by default they are
 * @returns scalar ≥ 0
 * @throws {ShapeError} when shapes do not fit
 * @see Rajamanoharan et al. 2024, Improving dictionary learning with gated sparse autoencoders
 */
export function gateReconstruction({
  target,
  gate,
  decoder,
  bias,
  freezeDecoder = true,
}: {
  readonly target: tf.Tensor;
  readonly gate: tf.Tensor;
  readonly decoder: tf.Tensor;
  readonly bias: tf.Tensor;
  readonly freezeDecoder?: boolean;
}): tf.Scalar {
  const where = "gateReconstruction";
  assertShape({ tensor: gate, expected: ["batch", "features"], what: "gates", where });
  const [batch, features] = gate.shape as [number, number];
  assertShape({ tensor: target, expected: [batch, "width"], what: "a target", where });
  const width = target.shape[1] as number;
  assertShape({ tensor: decoder, expected: [features, width], what: "a decoder", where });
  assertShape({ tensor: bias, expected: [width], what: "a bias", where });
  return tf.tidy(() => {
    const [directions, offset] = freezeDecoder
      ? [stopGradient(decoder), stopGradient(bias)]
      : [decoder, bias];
    const open = tf.relu(gate) as tf.Tensor2D;
    const prediction = tf.add(tf.matMul(open, directions as tf.Tensor2D), offset);
    return meanSquaredError({ target, prediction, reduction: "batch-mean" });
  });
}
