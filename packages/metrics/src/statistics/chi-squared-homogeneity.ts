import { ConfigInvalidError } from "@ganlens/core";
import { logGamma } from "./log-gamma.ts";

/** A test of whether two samples fall into the same groups in the same shares. */
export interface Homogeneity {
  /** X² ≥ 0. */
  readonly statistic: number;
  /** Groups that occur, less one. */
  readonly degrees: number;
  /** P(χ² ≥ X²), in [0, 1]; 1 where there is one group. */
  readonly pValue: number;
}

/**
 * Pearson's test of homogeneity of two samples of counts: X² = Σ (O − E)² / E over both samples and all groups that occur, E what the
 * shares of both together give.
 *
 * The χ² distribution is approximate: each expected count should be at least about 5.
 *
 * @param first `[groups]`, counts
 * @param second `[groups]`, counts
 * @throws {ConfigInvalidError} when a count is not a natural number, the two differ in length, or one is empty
 * @see Pearson 1900; DLMF 8.7.1 and 8.9.2 for the distribution
 */
export function chiSquaredHomogeneity(first: ArrayLike<number>, second: ArrayLike<number>): Homogeneity {
  const samples = [Array.from(first), Array.from(second)];
  const totals = samples.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  if (
    first.length !== second.length ||
    samples.some((counts) => counts.some((count) => !Number.isInteger(count) || count < 0)) ||
    totals.some((total) => total < 1)
  ) {
    throw new ConfigInvalidError({
      message: `chiSquaredHomogeneity: expected natural numbers for the same groups of two samples, received ${first.length} and ${second.length} groups.`,
    });
  }
  const all = (totals[0] as number) + (totals[1] as number);
  let statistic = 0;
  let groups = 0;
  for (let group = 0; group < first.length; group++) {
    const together = (first[group] as number) + (second[group] as number);
    if (together === 0) continue;
    groups++;
    for (const [s, counts] of samples.entries()) {
      const expected = (together * (totals[s] as number)) / all;
      statistic += ((counts[group] as number) - expected) ** 2 / expected;
    }
  }
  const degrees = groups - 1;
  return { statistic, degrees, pValue: degrees === 0 ? 1 : upperGamma(degrees / 2, statistic / 2) };
}

/** Q(a, x) = Γ(a, x) / Γ(a): a series of its complement below a + 1, a continued fraction (Lentz) above. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 1000 && term > 1e-17 * sum; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return Math.max(0, 1 - factor * sum);
  }
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 1000; k++) {
    const step = -k * (k - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return factor * fraction;
}
