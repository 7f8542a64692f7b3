import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "./input-gradients.ts";
import { mixedSamples } from "./mixed-samples.ts";
import type { Penalty } from "./penalty.ts";

/**
 * The maximum gradient penalty: max ‖∇D(x̂)‖² ≥ 0 over the batch, at x̂ = αx + (1 − α)G(z), α ~ U(0, 1) for each pair.
 *
 * @throws {ShapeError} when there are not as many real as generated samples of one shape
 * @see Zhou et al. 2019, Lipschitz generative adversarial nets
 */
export const maximumGradient: Penalty = {
  description: "Max-GP: the discriminator's steepest slope between real and generated samples is small.",
  penalty({ discriminate, ...samples }) {
    const gradients = inputGradients(discriminate, mixedSamples(samples, "maximumGradient"));
    return tf.max(tf.sum(tf.square(gradients), 1));
  },
};
