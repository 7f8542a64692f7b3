import { ConfigInvalidError, DatasetInvalidError } from "@ganlens/core";
import { averageRanks, forEachTie } from "./average-ranks.ts";
import { normalCumulative } from "./normal-distribution.ts";

/** Which difference a test looks for, in the first sample against the second. */
export type Alternative = "two-sided" | "greater" | "less";

/** A rank-sum test. */
export interface MannWhitney {
  /** Pairs in which the first sample is larger, ties counting ½, in [0, n·m]. */
  readonly u: number;
  /** u / (n·m): the chance that a value of the first is larger, the area under the ROC curve. */
  readonly effect: number;
  /** `null` where all values are equal and the normal approximation has no variance. */
  readonly pValue: number | null;
  readonly method: "exact" | "normal";
}

/**
 * The Mann–Whitney U test (Wilcoxon rank sum) of two independent samples.
 *
 * `"auto"` counts all orders where a sample has at most 8 values and none are tied, as scipy does; else the normal
 * approximation with the variance corrected for ties and, unless switched off, ½ taken off for continuity.
 *
 * @param first n ≥ 1 values
 * @param second m ≥ 1 values
 * @throws {DatasetInvalidError} when a sample is empty or a value is not finite
 * @throws {ConfigInvalidError} when the exact method is asked for with ties
 * @see Mann and Whitney 1947
 */
export function mannWhitney({
  first,
  second,
  alternative = "two-sided",
  method = "auto",
  continuity = true,
}: {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly alternative?: Alternative;
  readonly method?: "auto" | "exact" | "normal";
  readonly continuity?: boolean;
}): MannWhitney {
  const [n, m] = [first.length, second.length];
  if (n < 1 || m < 1) {
    throw new DatasetInvalidError({
      message: `mannWhitney: expected two samples, received ${n} and ${m} values.`,
    });
  }
  const all = Float64Array.from([...Array.from(first), ...Array.from(second)]);
  const ranks = averageRanks(all);
  let rankSum = 0;
  for (let i = 0; i < n; i++) rankSum += ranks[i] as number;
  const u = rankSum - (n * (n + 1)) / 2;
  let ties = 0;
  forEachTie(all.sort(), (start, end) => {
    ties += (end - start) ** 3 - (end - start);
  });
  if (method === "exact" && ties > 0) {
    throw new ConfigInvalidError({
      message: "mannWhitney: expected no equal values for the exact method, received ties.",
      hint: 'Use method "normal".',
    });
  }
  const exact = method === "exact" || (method === "auto" && ties === 0 && Math.min(n, m) <= 8);
  const half = (n * m) / 2;
  // Two-sided: the more extreme side, doubled.
  const side = alternative === "less" || (alternative === "two-sided" && u < half) ? n * m - u : u;
  const effect = u / (n * m);
  const doubled = (tail: number): number => (alternative === "two-sided" ? Math.min(1, 2 * tail) : tail);
  if (exact) return { u, effect, pValue: doubled(exactTail(side, n, m)), method: "exact" };
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  if (!(variance > 0)) {
    // Everything equal: on two sides nothing is more even, on one the approximation says nothing.
    return { u, effect, pValue: alternative === "two-sided" ? 1 : null, method: "normal" };
  }
  const z = (side - half - (continuity ? 0.5 : 0)) / Math.sqrt(variance);
  return { u, effect, pValue: doubled(normalCumulative(-z)), method: "normal" };
}

/** P(U ≥ u) over all orders of n and m different values, by counting those of each U. */
function exactTail(u: number, n: number, m: number): number {
  const [small, large] = n < m ? [n, m] : [m, n];
  const most = n * m;
  // The Gaussian binomial coefficient: multiplied by 1 − qᵃ and divided by 1 − qᵇ, factor by factor.
  const shares = new Float64Array(most + 1);
  shares[0] = 1;
  for (let k = 1; k <= small; k++) {
    const up = large + k;
    for (let i = most; i >= up; i--) shares[i]! -= shares[i - up] as number;
    for (let i = k; i <= most; i++) shares[i]! += shares[i - k] as number;
    for (let i = 0; i <= most; i++) shares[i]! *= k / up;
  }
  let tail = 0;
  for (let i = Math.ceil(u); i <= most; i++) tail += shares[i] as number;
  return Math.min(1, Math.max(0, tail));
}
