import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import { averageRanks, forEachTie } from "./average-ranks.ts";
import { normalCumulative } from "./normal-distribution.ts";

/** A signed-rank test. */
export interface SignedRankTest {
  /** The smaller of the rank sums of positive and of negative differences. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly method: "exact" | "normal";
  /** Pairs that differ; the others are dropped. */
  readonly n: number;
}

/**
 * Wilcoxon's signed-rank test of paired samples.
 *
 * All signs are counted up to 50 pairs without ties and zeros, as scipy does; else the normal approximation, its variance
 * corrected for ties, without continuity correction.
 *
 * @param first `[n]`
 * @param second `[n]`
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when no pair differs or a value is not finite
 * @see Wilcoxon 1945
 */
export function signedRankTest(first: ArrayLike<number>, second: ArrayLike<number>): SignedRankTest {
  if (first.length !== second.length) {
    throw new ShapeError({
      message: `signedRankTest: expected pairs, received ${first.length} and ${second.length} values.`,
    });
  }
  checkFinite(first, "signedRankTest: first");
  checkFinite(second, "signedRankTest: second");
  const differences = Float64Array.from(first, (value, i) => value - (second[i] as number)).filter(
    (value) => value !== 0,
  );
  const n = differences.length;
  if (n === 0) {
    throw new DatasetInvalidError({
      message: `signedRankTest: expected pairs that differ, received ${first.length} equal pairs.`,
    });
  }
  const sizes = differences.map(Math.abs);
  const ranks = averageRanks(sizes);
  const positive = ranks.reduce((sum, rank, i) => sum + ((differences[i] as number) > 0 ? rank : 0), 0);
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive);
  let ties = 0;
  forEachTie(sizes.sort(), (start, end) => {
    ties += (end - start) ** 3 - (end - start);
  });
  if (ties === 0 && n === first.length && n <= 50) {
    return { statistic, pValue: Math.min(1, 2 * exactTail(statistic, n)), method: "exact", n };
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const z = (statistic - (n * (n + 1)) / 4) / Math.sqrt(variance);
  return { statistic, pValue: Math.min(1, 2 * normalCumulative(z)), method: "normal", n };
}

/** P(W ≤ w) over all signs of the ranks 1 … n. */
function exactTail(w: number, n: number): number {
  const shares = new Float64Array((n * (n + 1)) / 2 + 1);
  shares[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let i = shares.length - 1; i >= 0; i--) {
      shares[i] = ((shares[i] as number) + (i >= rank ? (shares[i - rank] as number) : 0)) / 2;
    }
  }
  return shares.subarray(0, Math.floor(w) + 1).reduce((sum, share) => sum + share, 0);
}
