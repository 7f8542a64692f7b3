import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "./input-gradients.ts";
import type { Penalty } from "./penalty.ts";

/**
 * R2, the zero-centred gradient penalty at generated samples: ½E‖∇D(G(z))‖² ≥ 0.
 *
 * @see Mescheder, Geiger, Nowozin 2018, equation 10; its γ is the weight
 */
export const fakeGradient: Penalty = {
  description: "R2: the discriminator is flat at generated samples.",
  penalty({ discriminate, fake }) {
    const gradients = inputGradients(discriminate, fake);
    return tf.mul(tf.mean(tf.sum(tf.square(gradients), 1)), 0.5);
  },
};
