import { type AggregateEstimator, decomposeDivergence } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { LatentRegulariser } from "./latent-regulariser.ts";

/** Settings of {@link totalCorrelation}. */
export interface TotalCorrelationSettings {
  /** β ≥ 0, by which the total correlation counts in all; 1 is the plain divergence. */
  readonly weight: number;
  /** How q(z) is estimated from a batch. */
  readonly estimator: AggregateEstimator;
}

/**
 * β-TCVAE: (β − 1) · TC beside KL, of which total correlation TC = E [log q(z) − Σ_j log q(z_j)] is one part, so that it counts β times.
 *
 * Estimates of single batches are biased, and may be below 0. Each shard estimates for itself.
 *
 * @see Chen, Li, Grosse, Duvenaud 2018
 */
export const totalCorrelation: LatentRegulariser<TotalCorrelationSettings> = {
  settings: {
    weight: z.number().nonnegative().default(6),
    estimator: z.enum(["weighted", "stratified", "stratified-as-published"]).default("stratified"),
  },
  replacesDivergence: false,
  term({ weight, estimator }, { mean, logVariance, codes, datasetSize }) {
    const { totalCorrelation: found, ...others } = decomposeDivergence({
      mean,
      logVariance,
      codes,
      datasetSize,
      estimator,
    });
    return {
      term: tf.mul(found, weight - 1),
      parts: {
        "total-correlation": found,
        "mutual-information": others.mutualInformation,
        "dimension-wise-divergence": others.dimensionWiseDivergence,
      },
    };
  },
};
