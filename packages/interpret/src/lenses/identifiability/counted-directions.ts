import type { Interval } from "@ganlens/core";
import { type Features, normalQuantile, studentCumulative } from "@ganlens/metrics";

/** Both ends of a count are each wrong in at most this share of runs: 95 % in all. */
const oneSided = 0.025;

/** How many directions lie above a threshold of R², for all of them at once. */
export interface CountedDirections {
  /** Those that lie above it, by their place: in at most 2.5 % of runs is any of them below. */
  readonly above: readonly number[];
  /** From how many lie above it for certain, to how many cannot be said to lie below it. */
  readonly interval: Interval;
  /** R² that a direction needs to be counted in four of five runs; about, and for a normal prior. */
  readonly limit: number;
}

/**
 * Counts directions whose R² lies above a threshold t, by Holm's procedure over one-sided tests of each direction.
 *
 * R² > t where the mean of (1 − t)(y − ȳ)² − (y − ŷ)² is above 0: a t-test of a mean over rows. Holm's procedure holds whatever
 * the tests have to do with each other: the chance that any direction is counted whose R² is at most t is at most 2.5 %.
 *
 * @param y the noise along each direction, `[n, m]`, rows that neither directions nor prediction come from
 * @param prediction ŷ, `[n, m]`
 * @see Holm 1979
 */
export function countDirections({
  y,
  prediction,
  threshold,
}: {
  readonly y: Features;
  readonly prediction: Features;
  readonly threshold: number;
}): CountedDirections {
  const [n = 0, m = 0] = y.shape;
  const statistics = Array.from({ length: m }, (_, j) => statistic(y, prediction, { column: j, threshold }));
  const above = rejected(statistics.map((t) => studentCumulative(-t, n - 1)));
  const below = rejected(statistics.map((t) => studentCumulative(t, n - 1)));
  return {
    above,
    interval: {
      low: above.length,
      high: m - below.length,
      level: 1 - 2 * oneSided,
      method: "one-sided t-tests of each direction, by Holm's procedure for all at once",
      resampled: "samples",
    },
    limit: countedFrom(n, m, threshold),
  };
}

/** Mean of (1 − t)(y − ȳ)² − (y − ŷ)² over its standard error; of a direction along which nothing varies −∞. */
function statistic(
  y: Features,
  prediction: Features,
  { column, threshold }: { readonly column: number; readonly threshold: number },
): number {
  const [n = 0, m = 0] = y.shape;
  const at = ({ data }: Features, i: number): number => data[i * m + column] as number;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += at(y, i) / n;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const gain = (1 - threshold) * (at(y, i) - mean) ** 2 - (at(y, i) - at(prediction, i)) ** 2;
    sum += gain;
    squares += gain * gain;
  }
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return variance > 0 ? sum / Math.sqrt(n * variance) : Number.NEGATIVE_INFINITY;
}

/** The places that Holm's procedure rejects, ascending. */
function rejected(chances: readonly number[]): readonly number[] {
  const order = [...chances.keys()].sort((a, b) => (chances[a] as number) - (chances[b] as number));
  const kept = order.findIndex(
    (place, rank) => (chances[place] as number) > oneSided / (chances.length - rank),
  );
  return order.slice(0, kept === -1 ? order.length : kept).sort((a, b) => a - b);
}

/**
 * t + (z + z′)·SE, z for the first of Holm's tests and z′ for four of five, SE = 2(1 − t)√(t / n).
 *
 * With y and ŷ normal, the variance of (1 − t)y² − (y − ŷ)² is 4t(1 − t)² where R² = t and y has variance 1.
 */
function countedFrom(n: number, m: number, threshold: number): number {
  const error = 2 * (1 - threshold) * Math.sqrt(threshold / n);
  return Math.min(1, threshold + (normalQuantile(1 - oneSided / m) + normalQuantile(0.8)) * error);
}
