import { ConfigInvalidError } from "@ganlens/core";
import { logErfc } from "../statistics/normal-distribution.ts";

/**
 * The Rényi divergence of order α of one step of the sampled Gaussian mechanism.
 *
 * log E_{z ~ N(0, σ²)}[((1 − q) + q·e^((2z − 1)/2σ²))^α] / (α − 1): a finite sum for whole α, two alternating series with
 * erfc for others (exact, where some libraries interpolate bounds).
 *
 * @param order α > 1
 * @param noiseMultiplier σ > 0
 * @param samplingRate q in [0, 1]
 * @returns ≥ 0, nats
 * @throws {ConfigInvalidError} when an argument is out of range
 * @see Mironov, Talwar, Zhang 2019, sections 3.3
 */
export function sampledGaussianDivergence({
  order,
  noiseMultiplier: sigma,
  samplingRate: q,
}: {
  readonly order: number;
  readonly noiseMultiplier: number;
  readonly samplingRate: number;
}): number {
  if (
    !(order > 1 && Number.isFinite(order)) ||
    !(sigma > 0 && Number.isFinite(sigma)) ||
    !(q >= 0 && q <= 1)
  ) {
    throw new ConfigInvalidError({
      message: `sampledGaussianDivergence: expected an order > 1, a noise multiplier > 0 and a sampling rate in [0, 1], received ${order}, ${sigma} and ${q}.`,
    });
  }
  if (q === 0) return 0;
  if (q === 1) return order / (2 * sigma * sigma);
  const moment = Number.isInteger(order) ? wholeMoment(order, sigma, q) : fractionalMoment(order, sigma, q);
  return Math.max(0, moment / (order - 1));
}

/** log Σᵢ C(α, i)·qⁱ·(1 − q)^(α − i)·exp((i² − i)/2σ²) */
function wholeMoment(order: number, sigma: number, q: number): number {
  let logChoose = 0;
  let total = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= order; i++) {
    const term =
      logChoose + i * Math.log(q) + (order - i) * Math.log1p(-q) + (i * i - i) / (2 * sigma * sigma);
    total = logAdd(total, term);
    logChoose += Math.log((order - i) / (i + 1));
  }
  return total;
}

function fractionalMoment(order: number, sigma: number, q: number): number {
  const edge = sigma * sigma * Math.log(1 / q - 1) + 0.5;
  let positive = Number.NEGATIVE_INFINITY;
  let negative = Number.NEGATIVE_INFINITY;
  let logChoose = 0;
  let sign = 1;
  for (let i = 0; i < 100_000; i++) {
    const j = order - i;
    const below =
      logChoose +
      i * Math.log(q) +
      j * Math.log1p(-q) +
      (i * i - i) / (2 * sigma * sigma) +
      Math.log(0.5) +
      logErfc((i - edge) / (Math.SQRT2 * sigma));
    const above =
      logChoose +
      j * Math.log(q) +
      i * Math.log1p(-q) +
      (j * j - j) / (2 * sigma * sigma) +
      Math.log(0.5) +
      logErfc((edge - j) / (Math.SQRT2 * sigma));
    const both = logAdd(below, above);
    if (sign > 0) positive = logAdd(positive, both);
    else negative = logAdd(negative, both);
    if (i > order && both < Math.max(positive, negative) - 40) break;
    // C(α, i + 1) = C(α, i)·(α − i)/(i + 1) changes sign with every i above α.
    if (j < 0) sign = -sign;
    logChoose += Math.log(Math.abs(j) / (i + 1));
  }
  return positive + Math.log1p(-Math.exp(Math.min(0, negative - positive)));
}

function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
}
