import { type DiscrepancyKernel, maximumMeanDiscrepancy } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { LatentRegulariser } from "./latent-regulariser.ts";

/** Settings of {@link discrepancy}. */
export interface DiscrepancySettings {
  /** λ ≥ 0. */
  readonly weight: number;
  readonly kernel: DiscrepancyKernel;
}

/**
 * λ MMD²(z, N(0, I)) beside β KL: an InfoVAE with β = 1 − α and λ = α + λ' − 1 in its terms; a WAE with β = 0.
 *
 * The discrepancy is without bias, as many draws from the prior as codes; each shard estimates for itself.
 *
 * @see Zhao, Song, Ermon 2019; Tolstikhin et al. 2018
 */
export const discrepancy: LatentRegulariser<DiscrepancySettings> = {
  settings: {
    weight: z.number().nonnegative().default(100),
    kernel: z.enum(["inverse-multiquadratic", "gaussian"]).default("inverse-multiquadratic"),
  },
  replacesDivergence: false,
  term({ weight, kernel }, { codes, random }) {
    const [batch, width] = codes.shape as [number, number];
    const prior = tf.tensor2d(random.split("prior").normal(batch * width), [batch, width]);
    const found = maximumMeanDiscrepancy({ codes, prior, kernel });
    return { term: tf.mul(found, weight), parts: { discrepancy: found } };
  },
};
