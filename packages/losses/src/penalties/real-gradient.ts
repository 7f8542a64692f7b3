import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "./input-gradients.ts";
import type { Penalty } from "./penalty.ts";

/**
 * R1, the zero-centred gradient penalty at real samples: ½E‖∇D(x)‖² ≥ 0.
 *
 * @see Mescheder, Geiger, Nowozin 2018, equation 9; its γ is the weight
 */
export const realGradient: Penalty = {
  description: "R1: the discriminator is flat at real samples.",
  penalty({ discriminate, real }) {
    const gradients = inputGradients(discriminate, real);
    return tf.mul(tf.mean(tf.sum(tf.square(gradients), 1)), 0.5);
  },
};
