import { meansOf } from "../linear/covariance.ts";
import { checkFeatures } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import type { BootstrapOptions } from "../statistics/bootstrap-interval.ts";
import { ratioOfMeans } from "../statistics/ratio-of-means.ts";
import { type ReconstructionPair, squaredErrors } from "./squared-errors.ts";

/** Explained variance with the numbers that it is made of. */
export interface ExplainedVariance extends Estimate {
  /** Mean over rows of |x − x̂|². */
  readonly meanSquaredError: number;
  /** Mean over rows of |x − x̄|²: what predicting the mean would cost. */
  readonly ownVariance: number;
}

/**
 * The share of the variance that a reconstruction explains: 1 − Σ|x − x̂|² / Σ|x − x̄|², sums over everything before
 * dividing.
 *
 * "Predict the mean" scores 0, and a constant offset of the reconstruction counts against it. The mean of per-row
 * ratios, in use elsewhere, is another number. The interval resamples rows in pairs of error and deviation.
 *
 * @param x `[n, …]`, n ≥ 2
 * @param reconstruction `[n, …]`
 * @returns at most 1, negative when worse than the mean; `null` with a reason when x does not vary
 * @throws {ShapeError} when the two differ in shape
 * @throws {DatasetInvalidError} when n < 2 or a value is not finite
 * @see sae-lens after its pull request 665
 */
export function explainedVariance({
  x,
  reconstruction,
  ...options
}: ReconstructionPair & BootstrapOptions): ExplainedVariance {
  const errors = squaredErrors({ x, reconstruction });
  const { data, n, d } = checkFeatures(x, { where: "explainedVariance: x", minimumRows: 2 });
  const mean = meansOf({ data, n, d });
  const deviations = new Float64Array(n);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const value = data[i * d + j] as number;
      largest = Math.max(largest, Math.abs(value));
      sum += (value - (mean[j] as number)) ** 2;
    }
    deviations[i] = sum;
  }
  const meanSquaredError = errors.reduce((sum, value) => sum + value, 0) / n;
  const ownVariance = deviations.reduce((sum, value) => sum + value, 0) / n;
  // Equal rows leave only the rounding of their mean.
  if (ownVariance <= d * (2 * Number.EPSILON * largest) ** 2) {
    return {
      value: null,
      reason: "All rows are equal: there is no variance to explain.",
      n,
      meanSquaredError,
      ownVariance: 0,
    };
  }
  const ratio = ratioOfMeans({ numerator: errors, denominator: deviations, paired: true, ...options });
  const interval = ratio.interval && {
    ...ratio.interval,
    low: 1 - ratio.interval.high,
    high: 1 - ratio.interval.low,
  };
  return {
    value: 1 - meanSquaredError / ownVariance,
    n,
    ...(interval ? { interval } : {}),
    meanSquaredError,
    ownVariance,
  };
}
