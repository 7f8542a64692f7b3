import { ConfigInvalidError, DatasetInvalidError, GanlensError, type Interval } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import type { BootstrapOptions } from "./bootstrap-interval.ts";
import { normalCumulative, normalQuantile } from "./normal-distribution.ts";
import { quantileSorted, tailsOf } from "./quantile.ts";

/** The intervals that one set of bootstrap replicates gives. */
export interface BootstrapSummary {
  readonly standardError: number;
  /** Quantiles of the replicates. */
  readonly percentile: readonly [number, number];
  /** 2·estimate − quantiles, turned round. */
  readonly basic: readonly [number, number];
  /** Quantiles at probabilities moved for bias and skewness. */
  readonly biasCorrected: readonly [number, number];
  /** z₀, the normal quantile of the share of replicates below the estimate (equal ones count ½). */
  readonly bias: number;
  /** â, from the jackknife: Σu³ / 6(Σu²)^1.5 with u the mean of the left-out values less each. */
  readonly acceleration: number;
  /** The probabilities that `biasCorrected` was read at. */
  readonly probabilities: readonly [number, number];
}

/**
 * Percentile, basic and bias-corrected accelerated (BCa) intervals from replicates that are given.
 *
 * @param estimate the statistic of the sample
 * @param replicates the statistic of each resample, at least 20
 * @param leftOut the statistic without each row in turn, `[n]`; all equal means â = 0
 * @param level confidence, by default 0.95
 * @throws {ConfigInvalidError} when there are fewer than 20 replicates or the level is outside (0, 1)
 * @throws {DatasetInvalidError} when fewer than 2 left-out values are given, a value is not finite, or the estimate lies outside all replicates,
 * where no BCa interval exists
 * @see Efron 1987
 */
export function bootstrapSummary({
  estimate,
  replicates,
  leftOut,
  level = 0.95,
}: {
  readonly estimate: number;
  readonly replicates: ArrayLike<number>;
  readonly leftOut: ArrayLike<number>;
  readonly level?: number;
}): BootstrapSummary {
  const [low, high] = tailsOf(level);
  const count = replicates.length;
  if (count < 20) {
    throw new ConfigInvalidError({
      message: `bootstrapSummary: expected at least 20 replicates, received ${count}.`,
    });
  }
  if (leftOut.length < 2) {
    throw new DatasetInvalidError({
      message: `bootstrapSummary: expected at least 2 left-out values, received ${leftOut.length}.`,
    });
  }
  checkFinite([estimate], "bootstrapSummary: estimate");
  checkFinite(replicates, "bootstrapSummary: replicates");
  checkFinite(leftOut, "bootstrapSummary: leftOut");
  const sorted = Float64Array.from(replicates).sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const below = sorted.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  if (below === 0 || below === count) {
    throw new DatasetInvalidError({
      message: `bootstrapSummary: expected replicates on both sides of the estimate ${estimate}, received ${sorted[0]} to ${sorted[count - 1]}.`,
      hint: "The statistic is biased beyond what BCa corrects (repeated rows shift it): use a jackknife.",
    });
  }
  const bias = normalQuantile(below / count);
  const acceleration = accelerationOf(leftOut);
  const shifted = (probability: number): number => {
    const z = bias + normalQuantile(probability);
    return normalCumulative(bias + z / (1 - acceleration * z));
  };
  const probabilities = [shifted(low), shifted(high)] as const;
  const percentile = [quantileSorted(sorted, low), quantileSorted(sorted, high)] as const;
  return {
    standardError: Math.sqrt(squares / (count - 1)),
    percentile,
    basic: [2 * estimate - percentile[1], 2 * estimate - percentile[0]],
    biasCorrected: [quantileSorted(sorted, probabilities[0]), quantileSorted(sorted, probabilities[1])],
    bias,
    acceleration,
    probabilities,
  };
}

/**
 * The bias-corrected accelerated bootstrap interval of a statistic: second-order correct for smooth statistics, where the percentile
 * interval is first-order; it takes n more evaluations for the jackknife.
 *
 * Wrong where {@link bootstrapInterval} is, and poor for quantiles, whose jackknife does not tell their skewness.
 *
 * @param n how many rows there are, ≥ 3
 * @param statistic the statistic of the rows named by the indices: n of them, or n − 1 for the jackknife
 * @throws {ConfigInvalidError} when `resamples` < 20 or the level is outside (0, 1)
 * @throws {DatasetInvalidError} when n < 3 or no BCa interval exists
 * @throws {GanlensError} `not-finite` when the statistic of a resample is not finite
 * @see Efron 1987
 */
export function biasCorrectedInterval({
  n,
  statistic,
  random,
  resamples = 1000,
  level = 0.95,
}: BootstrapOptions & {
  readonly n: number;
  readonly statistic: (indices: Int32Array) => number;
}): Interval {
  if (!Number.isInteger(n) || n < 3) {
    throw new DatasetInvalidError({
      message: `biasCorrectedInterval: expected at least 3 rows to resample, received ${n}.`,
    });
  }
  if (!Number.isInteger(resamples) || resamples < 20) {
    throw new ConfigInvalidError({
      message: `biasCorrectedInterval: expected at least 20 resamples, received ${resamples}.`,
    });
  }
  const finite = (value: number): number => {
    if (Number.isFinite(value)) return value;
    throw new GanlensError("not-finite", {
      message: `biasCorrectedInterval: expected a finite statistic of every resample, received ${value}.`,
      hint: "The statistic does not exist for some resamples (nothing varies in them): use more rows.",
    });
  };
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const { biasCorrected } = bootstrapSummary({
    estimate: finite(statistic(all)),
    replicates: Float64Array.from({ length: resamples }, () =>
      finite(statistic(random.integers(n, { high: n }))),
    ),
    leftOut: Float64Array.from(all, (row) => finite(statistic(all.filter((other) => other !== row)))),
    level,
  });
  return {
    low: biasCorrected[0],
    high: biasCorrected[1],
    level,
    method: `BCa bootstrap, ${resamples} resamples`,
    resampled: "samples",
  };
}

function accelerationOf(leftOut: ArrayLike<number>): number {
  const values = Float64Array.from(leftOut);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [squares, cubes] = [0, 0];
  for (const value of values) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
