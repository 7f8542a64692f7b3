import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "./input-gradients.ts";
import type { Penalty } from "./penalty.ts";

/** Under the root, so that its derivative is finite where the gradient is 0. */
const smallest = 1e-12;

/**
 * The two-sided gradient penalty of WGAN-GP: E(‖∇D(x̂)‖ − 1)² ≥ 0 at x̂ = αx + (1 − α)G(z), α ~ U(0, 1) for each pair.
 *
 * @throws {ShapeError} when there are not as many real as generated samples of one shape
 * @see Gulrajani et al. 2017, equation 3; its λ is the weight, 10 in the paper
 */
export const unitGradient: Penalty = {
  description: "WGAN-GP: the discriminator's slope is 1 between real and generated samples.",
  penalty({ discriminate, real, fake, random }) {
    if (real.shape.join() !== fake.shape.join()) {
      throw new ShapeError({
        message: `unitGradient: expected as many real as generated samples of one shape, received [${real.shape}] and [${fake.shape}].`,
      });
    }
    const count = real.shape[0] as number;
    const share = tf.tensor(random.uniform(count), [count, ...real.shape.slice(1).map(() => 1)]);
    const between = tf.add(tf.mul(share, real), tf.mul(tf.sub(1, share), fake));
    const gradients = inputGradients(discriminate, between);
    const lengths = tf.sqrt(tf.add(tf.sum(tf.square(gradients), 1), smallest));
    return tf.mean(tf.square(tf.sub(lengths, 1)));
  },
};
