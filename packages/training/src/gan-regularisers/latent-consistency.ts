import { latentConsistencyOfDiscriminator, latentConsistencyOfGenerator } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { GanRegulariser } from "./gan-regulariser.ts";

/** Settings of {@link latentConsistency}. */
export interface LatentConsistencySettings {
  readonly discriminatorWeight: number;
  readonly generatorWeight: number;
  /** Standard deviation of what moves a latent. */
  readonly deviation: number;
}

/**
 * Latent consistency (zCR): samples of latents that are moved a little are to score alike, and to differ:
 * λ_D E‖D(G(z)) − D(G(z + Δz))‖² for the discriminator, −λ_G E‖G(z) − G(z + Δz)‖² for the generator.
 *
 * @see Zhao et al. 2021
 */
export const latentConsistency: GanRegulariser<LatentConsistencySettings> = {
  description: "Samples of latents moved a little are to score alike, and to differ (zCR).",
  settings: {
    discriminatorWeight: z.number().nonnegative().default(5),
    generatorWeight: z.number().nonnegative().default(0.5),
    deviation: z.number().positive().default(0.07),
  },
  discriminatorTerm: ({ discriminatorWeight, deviation }, view) => ({
    loss: tf.mul(
      latentConsistencyOfDiscriminator({
        outputs: view.fake.scores,
        movedOutputs: view.score(view.moved(deviation), "fake"),
      }),
      discriminatorWeight,
    ),
  }),
  generatorTerm: ({ generatorWeight, deviation }, view) => ({
    loss: tf.mul(
      latentConsistencyOfGenerator({ samples: view.fake.samples, movedSamples: view.moved(deviation) }),
      generatorWeight,
    ),
  }),
};
