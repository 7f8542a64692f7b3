import * as tf from "@tensorflow/tfjs";
import { gradientLengths } from "./gradient-lengths.ts";
import { mixedSamples } from "./mixed-samples.ts";
import type { Penalty } from "./penalty.ts";

/**
 * The one-sided gradient penalty: E max(0, ‖∇D(x̂)‖ − 1)² ≥ 0 at x̂ = αx + (1 − α)G(z), α ~ U(0, 1) for each pair. Slopes below 1 are free.
 *
 * @throws {ShapeError} when there are not as many real as generated samples of one shape
 * @see Gulrajani et al. 2017, section 4; Petzka, Fischer, Lukovnikov 2018
 */
export const oneSidedGradient: Penalty = {
  description:
    "One-sided WGAN-GP: the discriminator's slope is at most 1 between real and generated samples.",
  penalty({ discriminate, ...samples }) {
    const lengths = gradientLengths(discriminate, mixedSamples(samples, "oneSidedGradient"));
    return tf.mean(tf.square(tf.relu(tf.sub(lengths, 1))));
  },
};
