import * as tf from "@tensorflow/tfjs";
import { consistency } from "./consistency.ts";

/**
 * Balanced consistency regularisation (bCR): λ_real E ‖D(x) − D(T(x))‖² + λ_fake E ‖D(G(z)) − D(T(G(z)))‖².
 *
 * @param realOutputs the discriminator's outputs, [batch, …]; likewise for augmented real samples, generated ones and augmented generated ones
 * @param realWeight λ_real ≥ 0, by default 10
 * @param fakeWeight λ_fake ≥ 0, by default 10
 * @returns scalar ≥ 0
 * @throws {ShapeError} when outputs and their augmented partners differ in shape
 * @see Zhao et al. 2021
 */
export function balancedConsistency({
  realOutputs,
  augmentedRealOutputs,
  fakeOutputs,
  augmentedFakeOutputs,
  realWeight = 10,
  fakeWeight = 10,
}: {
  readonly realOutputs: tf.Tensor;
  readonly augmentedRealOutputs: tf.Tensor;
  readonly fakeOutputs: tf.Tensor;
  readonly augmentedFakeOutputs: tf.Tensor;
  readonly realWeight?: number;
  readonly fakeWeight?: number;
}): tf.Scalar {
  return tf.tidy(() => {
    const real = consistency({ outputs: realOutputs, augmentedOutputs: augmentedRealOutputs });
    const fake = consistency({ outputs: fakeOutputs, augmentedOutputs: augmentedFakeOutputs });
    return tf.add(tf.mul(real, realWeight), tf.mul(fake, fakeWeight));
  });
}
