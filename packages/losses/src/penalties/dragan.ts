import * as tf from "@tensorflow/tfjs";
import { gradientLengths } from "./gradient-lengths.ts";
import type { Penalty } from "./penalty.ts";

/**
 * The gradient penalty of DRAGAN: E(‖∇D(x̂)‖ − 1)² ≥ 0 near real samples, x̂ = x + ½ δ s u, where s is the standard deviation of all values
 * of the batch, u ~ U(0, 1) for each value and δ ~ U(0, 1) for each sample.
 *
 * @see Kodali et al. 2017; noise as in its code. Its λ is the weight, 10 there
 */
export const dragan: Penalty = {
  description: "DRAGAN: the discriminator's slope is 1 near real samples.",
  penalty({ discriminate, real, random }) {
    const count = real.shape[0] as number;
    const noise = tf.tensor(random.uniform(real.size), real.shape);
    const share = tf.tensor(random.uniform(count), [count, ...real.shape.slice(1).map(() => 1)]);
    const spread = tf.sqrt(tf.moments(real).variance);
    const near = tf.add(real, tf.mul(tf.mul(share, tf.mul(spread, 0.5)), noise));
    return tf.mean(tf.square(tf.sub(gradientLengths(discriminate, near), 1)));
  },
};
