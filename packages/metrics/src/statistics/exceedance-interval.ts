import type { Interval } from "@ganlens/core";
import { incompleteBeta } from "./incomplete-beta.ts";
import { logChoose } from "./log-gamma.ts";
import { tailsOf } from "./quantile.ts";

/**
 * An interval of the share of one distribution above a quantile of another, both known by samples only.
 *
 * How many reference values lie above the quantile is binomial, Bin(n, `exceeded`): each such number a puts it between the a-th and the
 * (a + 1)-th largest. Given the k of m suspects above it, k partly smoothed over a, the share is
 * Beta(k + ½, m − k + ½) (Jeffreys). The ends are quantiles of the mixture: a fiducial distribution that assumes nothing of
 * either distribution, and has no random numbers in it. Held fixed, the threshold would leave out most of the error where the suspects
 * are dense around it.
 *
 * @param reference descending
 * @param suspect descending
 * @param exceeded share of the reference distribution above the quantile
 * @param count suspects above the threshold that stands for the quantile
 * @see Zhou and Qin 2005 on the same question, a ROC curve's height at a fixed rate
 */
export function exceedanceInterval({
  reference,
  suspect,
  exceeded,
  count,
  level,
}: {
  readonly reference: Float64Array;
  readonly suspect: Float64Array;
  readonly exceeded: number;
  readonly count: number;
  readonly level: number;
}): Interval {
  const [below, above] = tailsOf(level);
  const m = suspect.length;
  const counts = weightedCounts(reference, suspect, exceeded, count);
  const cumulative = (share: number): number => {
    let sum = 0;
    for (const { k, weight } of counts) sum += weight * incompleteBeta(share, k + 0.5, m - k + 0.5);
    return sum;
  };
  return {
    low: count === 0 ? 0 : quantileOf(cumulative, below),
    high: count === m ? 1 : quantileOf(cumulative, above),
    level,
    method: "Jeffreys, mixed over where the threshold may lie",
    resampled: "samples",
  };
}

interface WeightedCount {
  /** Suspects above the quantile; smoothed, so not whole. */
  readonly k: number;
  readonly weight: number;
}

/**
 * How much counts at other thresholds keep of their deviation from a straight line through the count at the threshold.
 *
 * All of it counts the chance of single suspects twice (97.5 % at level .95), none of it forgets how uncertain the slope
 * is (93 %). Chosen at n and m from 100 to 2,000 and shares of .05, .2 and .5, on other seeds than the tests use.
 */
const keptOfWalk = 0.6;

/** How many suspects lie above the quantile if a reference values do, with the chance of each a. */
function weightedCounts(
  reference: Float64Array,
  suspect: Float64Array,
  exceeded: number,
  count: number,
): readonly WeightedCount[] {
  const n = reference.length;
  const m = suspect.length;
  const middle = n * exceeded;
  // Six standard deviations and some: what is left out is below 1e-8.
  const reach = 6 * Math.sqrt(middle * (1 - exceeded)) + 6;
  const from = Math.max(0, Math.floor(middle - reach));
  const to = Math.min(n, Math.ceil(middle + reach));
  let above = 0;
  const countAbove = (rank: number): number => {
    if (rank === 0) return 0;
    if (rank > n) return m;
    const threshold = reference[rank - 1] as number;
    while (above < m && (suspect[above] as number) > threshold) above++;
    return above;
  };
  const rows: { at: number; k: number; weight: number }[] = [];
  let upper = countAbove(from);
  for (let a = from; a <= to; a++) {
    const lower = countAbove(a + 1);
    const weight = Math.exp(logChoose(n, a) + a * Math.log(exceeded) + (n - a) * Math.log1p(-exceeded));
    rows.push({ at: a - middle, k: (upper + lower) / 2, weight });
    upper = lower;
  }
  const slope = slopeOf(rows);
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  return rows
    .filter(({ weight }) => weight > 1e-9 * total)
    .map(({ at, k, weight }) => {
      const onLine = count + slope * at;
      return {
        k: Math.min(m, Math.max(0, onLine + keptOfWalk * (k - onLine))),
        weight: weight / total,
      };
    });
}

/** The weighted least-squares slope. */
function slopeOf(rows: readonly { at: number; k: number; weight: number }[]): number {
  let [total, sumAt, sumK] = [0, 0, 0];
  for (const { at, k, weight } of rows) {
    total += weight;
    sumAt += weight * at;
    sumK += weight * k;
  }
  let [both, square] = [0, 0];
  for (const { at, k, weight } of rows) {
    both += weight * (at - sumAt / total) * (k - sumK / total);
    square += weight * (at - sumAt / total) ** 2;
  }
  return square > 0 ? both / square : 0;
}

/** Where a growing function of a share reaches a level, by regula falsi (Illinois) on [0, 1]. */
function quantileOf(cumulative: (share: number) => number, level: number): number {
  let [low, high] = [0, 1];
  let [atLow, atHigh] = [-level, 1 - level];
  let side = 0;
  for (let step = 0; step < 100 && high - low > 1e-7; step++) {
    // Every fourth step halves, since the function is flat at its ends.
    const at = step % 4 === 3 ? (low + high) / 2 : low - (atLow * (high - low)) / (atHigh - atLow);
    const value = cumulative(at) - level;
    if (Math.abs(value) < 1e-7) return at;
    if (value < 0) {
      [low, atLow] = [at, value];
      if (side === -1) atHigh /= 2;
      side = -1;
    } else {
      [high, atHigh] = [at, value];
      if (side === 1) atLow /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}
