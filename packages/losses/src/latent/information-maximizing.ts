import * as tf from "@tensorflow/tfjs";
import { klToStandardNormal } from "./kl-to-standard-normal.ts";
import { type DiscrepancyInput, maximumMeanDiscrepancy } from "./maximum-mean-discrepancy.ts";
import type { NormalPosterior } from "./normal-posterior.ts";

/**
 * The latent term of an InfoVAE: (1 − α) KL(N(μ, e^v) ‖ N(0, I)) + (α + λ − 1) MMD²(z, prior).
 *
 * @param codes z, drawn from the posteriors, [batch, codes]
 * @param alpha α, by default 0
 * @param lambda λ, by default 1000; 1 with α = 0 gives the VAE
 * @param kernel by default `gaussian`
 * @returns scalar
 * @throws {ShapeError} when shapes do not fit, or there are fewer than 2 draws
 * @see Zhao, Song, Ermon 2019
 */
export function informationMaximizing({
  mean,
  logVariance,
  alpha = 0,
  lambda = 1000,
  kernel = "gaussian",
  ...discrepancy
}: NormalPosterior & DiscrepancyInput & { readonly alpha?: number; readonly lambda?: number }): tf.Scalar {
  return tf.tidy(() =>
    tf.add(
      tf.mul(klToStandardNormal({ mean, logVariance }), 1 - alpha),
      tf.mul(maximumMeanDiscrepancy({ ...discrepancy, kernel }), alpha + lambda - 1),
    ),
  );
}
