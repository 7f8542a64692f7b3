import { ConfigInvalidError } from "@ganlens/core";
import { logErfc } from "../statistics/normal-distribution.ts";

/**
 * The exact δ of the Gaussian mechanism at sensitivity 1: Φ(1/2σ − εσ) − e^ε·Φ(−1/2σ − εσ).
 *
 * @param epsilon ε ≥ 0
 * @param sigma σ > 0, standard deviation of the noise
 * @returns in [0, 1]
 * @throws {ConfigInvalidError} when an argument is out of range
 * @see Balle and Wang 2018, theorem 8
 */
export function gaussianMechanismDelta({
  epsilon,
  sigma,
}: {
  readonly epsilon: number;
  readonly sigma: number;
}): number {
  if (!(epsilon >= 0 && Number.isFinite(epsilon)) || !(sigma > 0 && Number.isFinite(sigma))) {
    throw new ConfigInvalidError({
      message: `gaussianMechanismDelta: expected epsilon ≥ 0 and sigma > 0, received ${epsilon} and ${sigma}.`,
    });
  }
  const logCumulative = (z: number): number => Math.log(0.5) + logErfc(-z / Math.SQRT2);
  const first = logCumulative(1 / (2 * sigma) - epsilon * sigma);
  const second = epsilon + logCumulative(-1 / (2 * sigma) - epsilon * sigma);
  return Math.max(0, -Math.exp(first) * Math.expm1(Math.min(0, second - first)));
}
