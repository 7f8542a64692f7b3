import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import { averageRanks, forEachTie } from "./average-ranks.ts";
import { studentCumulative } from "./student-t.ts";

/** A rank correlation with its test. */
export interface RankCorrelation {
  /** In [−1, 1]. */
  readonly value: number;
  /** Two-sided, against independence: t with n − 2 degrees of freedom; an approximation at n < 20 or so. */
  readonly pValue: number;
}

/**
 * Pearson's correlation Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)²·Σ(y − ȳ)²).
 *
 * @returns in [−1, 1]
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when n < 2, a value is not finite or one does not vary
 */
export function pearsonCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  checkPairs(first, second, "pearsonCorrelation", 2);
  return correlate(first, second, "pearsonCorrelation");
}

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank.
 *
 * @throws as {@link pearsonCorrelation}, with n ≥ 3
 * @see Spearman 1904
 */
export function spearmanCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): RankCorrelation {
  const n = checkPairs(first, second, "spearmanCorrelation", 3);
  const value = correlate(averageRanks(first), averageRanks(second), "spearmanCorrelation");
  const t = Math.abs(value) * Math.sqrt((n - 2) / Math.max(0, (1 - value) * (1 + value)));
  return { value, pValue: 2 * studentCumulative(-t, n - 2) };
}

/**
 * Kendall's τ_b: (concordant − discordant pairs) / √((pairs − ties in x)(pairs − ties in y)).
 *
 * Looks at every pair, n² / 2 steps.
 *
 * @returns in [−1, 1]
 * @throws as {@link pearsonCorrelation}
 * @see Kendall 1945
 */
export function kendallCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const n = checkPairs(first, second, "kendallCorrelation", 2);
  let balance = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      balance +=
        Math.sign((first[i] as number) - (first[j] as number)) *
        Math.sign((second[i] as number) - (second[j] as number));
    }
  }
  const [one, other] = [untiedPairs(first), untiedPairs(second)];
  if (one === 0 || other === 0) throw constant("kendallCorrelation", one === 0);
  return balance / (Math.sqrt(one) * Math.sqrt(other));
}

function correlate(first: ArrayLike<number>, second: ArrayLike<number>, where: string): number {
  const [x, y] = [centred(first), centred(second)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  if (!(xx > 0 && yy > 0)) throw constant(where, !(xx > 0));
  return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

/** Values less their mean; exactly 0 where all are equal. */
function centred(values: ArrayLike<number>): Float64Array {
  const from = values[0] as number;
  const out = Float64Array.from(values, (value) => value - from);
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
  return out.map((value) => value - mean);
}

/** Pairs of different values. */
function untiedPairs(values: ArrayLike<number>): number {
  const n = values.length;
  let pairs = (n * (n - 1)) / 2;
  forEachTie(Float64Array.from(values).sort(), (start, end) => {
    pairs -= ((end - start) * (end - start - 1)) / 2;
  });
  return pairs;
}

function checkPairs(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  where: string,
  minimum: number,
): number {
  const n = first.length;
  if (second.length !== n) {
    throw new ShapeError({
      message: `${where}: expected as many values in both, received ${n} and ${second.length}.`,
    });
  }
  if (n < minimum) {
    throw new DatasetInvalidError({
      message: `${where}: expected at least ${minimum} pairs, received ${n}.`,
    });
  }
  checkFinite(first, `${where}: first`);
  checkFinite(second, `${where}: second`);
  return n;
}

function constant(where: string, first: boolean): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `${where}: expected values that vary, received a constant ${first ? "first" : "second"} sample.`,
  });
}
