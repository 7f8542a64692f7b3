import { logGamma } from "../statistics/log-gamma.ts";
import { type ContingencyTable, contingencyTable } from "./contingency-table.ts";
import { entropyOfCounts } from "./entropy-of-counts.ts";

/** What two labellings say of each other. */
export interface NormalisedMutualInformation {
  /** I, in nats. */
  readonly mutualInformation: number;
  /** H of the first and of the second, in nats. */
  readonly entropies: readonly [number, number];
  /** 2·I / (H₁ + H₂), in [0, 1]; the V-measure too. */
  readonly arithmetic: number;
  /** I / √(H₁·H₂), in [0, 1]. */
  readonly geometric: number;
  /** (I − E) / (½(H₁ + H₂) − E) with E the mean over random labels of the same sizes: 0 by chance, at most 1. */
  readonly adjusted: number;
  /** I / H₁: each group of the second holds one of the first only. */
  readonly homogeneity: number;
  /** I / H₂: each group of the first lies in one of the second. */
  readonly completeness: number;
}

/**
 * Normalised mutual information of two labellings, under each normalisation in use.
 *
 * The plain ones grow with the number of groups even for independent labels, the adjusted one does not. Where both labellings are
 * constant all are 1 (the same partition); where one is, I and the normalised values are 0, and the ratio to its own entropy is 1.
 *
 * @param first `[n]` classes
 * @param second `[n]` clusters
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when they are empty or a label is not finite
 * @see Strehl and Ghosh 2002; Vinh, Epps, Bailey 2010; Rosenberg and Hirschberg 2007
 */
export function normalisedMutualInformation(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): NormalisedMutualInformation {
  const table = contingencyTable(first, second, "normalisedMutualInformation");
  const { counts, rowSums, columnSums, rows, columns, n } = table;
  const one = entropyOfCounts(rowSums, n);
  const other = entropyOfCounts(columnSums, n);
  const constant = rows === 1 || columns === 1;
  const mutual = constant ? 0 : Math.max(0, one + other - entropyOfCounts(counts, n));
  const common = { mutualInformation: mutual, entropies: [one, other] as const };
  if (rows === 1 && columns === 1) {
    return { ...common, arithmetic: 1, geometric: 1, adjusted: 1, homogeneity: 1, completeness: 1 };
  }
  const chance = constant ? 0 : expectedMutualInformation(table);
  const mean = (one + other) / 2;
  // Every sample alone in both: chance cannot do worse, and the partitions are the same.
  const alone = rows === n && columns === n;
  return {
    ...common,
    arithmetic: mutual / mean,
    geometric: constant ? 0 : mutual / Math.sqrt(one * other),
    adjusted: alone ? 1 : (mutual - chance) / (mean - chance),
    homogeneity: rows === 1 ? 1 : mutual / one,
    completeness: columns === 1 ? 1 : mutual / other,
  };
}

/** The mean of I over random labels with the same group sizes: each count is hypergeometric. */
function expectedMutualInformation({ rowSums, columnSums, n }: ContingencyTable): number {
  const factorials = Float64Array.from({ length: n + 1 }, (_, i) => logGamma(i + 1));
  const log = (i: number): number => factorials[i] as number;
  let sum = 0;
  for (const a of rowSums) {
    for (const b of columnSums) {
      const outer = log(a) + log(b) + log(n - a) + log(n - b) - log(n);
      for (let m = Math.max(1, a + b - n); m <= Math.min(a, b); m++) {
        const probability = Math.exp(outer - log(m) - log(a - m) - log(b - m) - log(n - a - b + m));
        sum += (m / n) * Math.log((n * m) / (a * b)) * probability;
      }
    }
  }
  return sum;
}
