import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";

/**
 * Consistency regularisation (CR): E ‖D(x) − D(T(x))‖², the cost of a discriminator that sees an augmentation T.
 *
 * @param outputs the discriminator's for samples: scores or features, [batch, …]
 * @param augmentedOutputs its outputs for the same samples, augmented; the same shape
 * @returns scalar ≥ 0: squares are summed over a sample and averaged over the batch
 * @throws {ShapeError} when the two differ in shape
 * @see Zhang et al. 2020
 */
export function consistency({
  outputs,
  augmentedOutputs,
}: {
  readonly outputs: tf.Tensor;
  readonly augmentedOutputs: tf.Tensor;
}): tf.Scalar {
  assertSameShape(outputs, augmentedOutputs, "consistency");
  return tf.tidy(() => tf.div(tf.sum(tf.square(tf.sub(outputs, augmentedOutputs))), outputs.shape[0] ?? 1));
}
