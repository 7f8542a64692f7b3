import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "./input-gradients.ts";
import { mixedSamples } from "./mixed-samples.ts";
import type { Penalty } from "./penalty.ts";

/**
 * The zero-centred gradient penalty between samples: E‖∇D(x̂)‖² ≥ 0 at x̂ = αx + (1 − α)G(z), α ~ U(0, 1) for each pair.
 *
 * @throws {ShapeError} when there are not as many real as generated samples of one shape
 * @see Thanh-Tung, Tran, Venkatesh 2019; its λ is the weight
 */
export const zeroCentredGradient: Penalty = {
  description: "0-GP: the discriminator is flat between real and generated samples.",
  penalty({ discriminate, ...samples }) {
    const gradients = inputGradients(discriminate, mixedSamples(samples, "zeroCentredGradient"));
    return tf.mean(tf.sum(tf.square(gradients), 1));
  },
};
