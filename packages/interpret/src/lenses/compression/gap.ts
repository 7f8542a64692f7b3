import type { Interval } from "@ganlens/core";
import { normalQuantile } from "@ganlens/metrics";
import type { HeldOutVariance } from "./held-out-variance.ts";

/** A sentence is said when as much would be seen by chance in at most one of a hundred, both ways together. */
const alarm = 0.01;
/** The share of runs in which the stated limit would raise an alarm. */
export const power = 0.8;
/** Fewer images on either side have no interval. */
const leastForIntervals = 200;

/** How much better one set of images compresses than another of the same number. */
export interface CompressionGap {
  readonly generated: HeldOutVariance;
  readonly real: HeldOutVariance;
  /** Explained variance, generated minus real. */
  readonly value: number;
  /**
   * At 95 %: holds the sampling of images on both sides, of those that components were fitted to and of those held out. Left out where
   * there are too few images for it to hold what it says.
   */
  readonly interval?: Interval;
  readonly isBetter: boolean;
  readonly isWorse: boolean;
  /** The smallest gap that would raise an alarm in four of five runs. */
  readonly detectable: number;
  /** Images on either side. */
  readonly n: number;
}

/**
 * Explained variance of generated images minus that of real ones, with what may be said of it.
 *
 * g ± z·√(s² + s′²), both sides' standard errors; the number of images must be the same, for components that are fitted to more
 * images keep more.
 */
export function compressionGap(generated: HeldOutVariance, real: HeldOutVariance): CompressionGap {
  const value = generated.explained - real.explained;
  const error = Math.hypot(generated.standardError, real.standardError);
  const limit = normalQuantile(1 - alarm / 2) * error;
  const n = Math.min(generated.n, real.n);
  return {
    generated,
    real,
    value,
    ...(n < leastForIntervals ? {} : { interval: around(value, error) }),
    isBetter: value > limit,
    isWorse: value < -limit,
    detectable: limit + normalQuantile(power) * error,
    n,
  };
}

function around(value: number, error: number): Interval {
  const half = normalQuantile(0.975) * error;
  return {
    low: value - half,
    high: value + half,
    level: 0.95,
    method: "infinitesimal jackknife over images in five folds, fitted and tested",
    resampled: "samples",
  };
}
