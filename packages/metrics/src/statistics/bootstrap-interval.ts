import {
  ConfigInvalidError,
  DatasetInvalidError,
  GanlensError,
  type Interval,
  type Random,
} from "@ganlens/core";
import { quantileSorted, tailsOf } from "./quantile.ts";

/** What every bootstrap takes beside its data. */
export interface BootstrapOptions {
  readonly random: Random;
  /** By default 1,000. */
  readonly resamples?: number;
  /** Confidence, by default 0.95. */
  readonly level?: number;
}

/**
 * The percentile bootstrap interval of a statistic of n rows drawn with replacement.
 *
 * Right for means, ratios of means and U-statistics that drop equal indices. **Wrong** for the Fréchet distance and for nearest-neighbour
 * measures: repeated rows shift those, and the interval does not even hold its own estimate (see
 * {@link frechetEstimate}).
 *
 * @param n how many rows there are, ≥ 2
 * @param statistic the statistic of the rows named by n indices (the array is used again: do not keep it)
 * @throws {ConfigInvalidError} when `resamples` < 20 or the level is outside (0, 1)
 * @throws {DatasetInvalidError} when n < 2
 * @throws {GanlensError} `not-finite` when the statistic of a resample is not finite
 * @see Efron and Tibshirani 1993, chapter 13
 */
export function bootstrapInterval({
  n,
  statistic,
  random,
  resamples = 1000,
  level = 0.95,
}: BootstrapOptions & {
  readonly n: number;
  readonly statistic: (indices: Int32Array) => number;
}): Interval {
  const [interval] = bootstrapStatistics({
    sizes: [n],
    statistics: ([indices]) => [statistic(indices as Int32Array)],
    random,
    resamples,
    level,
  });
  return interval as Interval;
}

/**
 * {@link bootstrapInterval} for several statistics of the same resamples, and for several independent samples, each
 * resampled by itself.
 *
 * @param sizes rows of each sample, all ≥ 2
 * @param statistics takes one array of indices per sample, gives the same number of values each time
 * @returns one interval per statistic
 * @throws as {@link bootstrapInterval}
 */
export function bootstrapStatistics({
  sizes,
  statistics,
  random,
  resamples = 1000,
  level = 0.95,
}: BootstrapOptions & {
  readonly sizes: readonly number[];
  readonly statistics: (groups: readonly Int32Array[]) => readonly number[];
}): Interval[] {
  const [low, high] = tailsOf(level);
  if (!Number.isInteger(resamples) || resamples < 20) {
    throw new ConfigInvalidError({ message: `Expected at least 20 resamples, received ${resamples}.` });
  }
  for (const n of sizes) {
    if (!Number.isInteger(n) || n < 2) {
      throw new DatasetInvalidError({ message: `Expected at least 2 rows to resample, received ${n}.` });
    }
  }
  const samples: Float64Array[] = [];
  for (let r = 0; r < resamples; r++) {
    const values = statistics(sizes.map((n) => random.integers(n, { high: n })));
    values.forEach((value, s) => {
      if (!Number.isFinite(value)) {
        throw new GanlensError("not-finite", {
          message: `Expected a finite statistic of every resample, received ${value} at ${r} of ${resamples}.`,
          hint: "The statistic does not exist for some resamples (nothing varies in them): use more rows.",
        });
      }
      samples[s] ??= new Float64Array(resamples);
      samples[s][r] = value;
    });
  }
  return samples.map((values) => {
    values.sort();
    return {
      low: quantileSorted(values, low),
      high: quantileSorted(values, high),
      level,
      method: `percentile bootstrap, ${resamples} resamples`,
      resampled: "samples",
    };
  });
}
