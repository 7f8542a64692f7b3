import * as tf from "@tensorflow/tfjs";
import { consistency } from "./consistency.ts";

/**
 * Latent consistency regularisation (zCR) of the discriminator: E ‖D(G(z)) − D(G(z + Δz))‖².
 *
 * @param outputs the discriminator's for generated samples, [batch, …]
 * @param movedOutputs its outputs for samples of moved latents; the same shape
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} when the two differ in shape
 * @see Zhao et al. 2021
 */
export function latentConsistencyOfDiscriminator({
  outputs,
  movedOutputs,
}: {
  readonly outputs: tf.Tensor;
  readonly movedOutputs: tf.Tensor;
}): tf.Scalar {
  return consistency({ outputs, augmentedOutputs: movedOutputs });
}

/**
 * Latent consistency regularisation (zCR) of the generator: −E ‖G(z) − G(z + Δz)‖², so that moved latents are seen in the samples.
 *
 * @param samples generated ones, [batch, …]
 * @param movedSamples those of moved latents; the same shape
 * @returns scalar ≤ 0, before it is weighted
 * @throws {ShapeError} when the two differ in shape
 * @see Zhao et al. 2021
 */
export function latentConsistencyOfGenerator({
  samples,
  movedSamples,
}: {
  readonly samples: tf.Tensor;
  readonly movedSamples: tf.Tensor;
}): tf.Scalar {
  return tf.tidy(() => tf.neg(consistency({ outputs: samples, augmentedOutputs: movedSamples })));
}
