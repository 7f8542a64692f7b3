import * as tf from "@tensorflow/tfjs";
import { assertRange } from "../shape-checks.ts";
import { klToStandardNormal } from "./kl-to-standard-normal.ts";
import type { NormalPosterior } from "./normal-posterior.ts";

/**
 * The latent term of a β-VAE: β KL(N(μ, e^v) ‖ N(0, I)), beside a reconstruction that is summed over a sample's values.
 *
 * @param beta β ≥ 0; 1 gives the VAE
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the shapes are not both [batch, codes]
 * @throws {ConfigInvalidError} when β is negative
 * @see Higgins et al. 2017, equation 4
 */
export function betaDivergence({
  beta,
  ...posterior
}: NormalPosterior & { readonly beta: number }): tf.Scalar {
  assertRange({ value: beta, what: "a beta", where: "betaDivergence", low: 0 });
  return tf.tidy(() => tf.mul(klToStandardNormal(posterior), beta));
}
