import * as tf from "@tensorflow/tfjs";
import { gradientLengths } from "./gradient-lengths.ts";
import { mixedSamples } from "./mixed-samples.ts";
import type { Penalty } from "./penalty.ts";

/**
 * The two-sided gradient penalty of WGAN-GP: E(‖∇D(x̂)‖ − 1)² ≥ 0 at x̂ = αx + (1 − α)G(z), α ~ U(0, 1) for each pair.
 *
 * @throws {ShapeError} when there are not as many real as generated samples of one shape
 * @see Gulrajani et al. 2017, equation 3; its λ is the weight, 10 in the paper
 */
export const unitGradient: Penalty = {
  description: "WGAN-GP: the discriminator's slope is 1 between real and generated samples.",
  penalty({ discriminate, ...samples }) {
    const lengths = gradientLengths(discriminate, mixedSamples(samples, "unitGradient"));
    return tf.mean(tf.square(tf.sub(lengths, 1)));
  },
};
