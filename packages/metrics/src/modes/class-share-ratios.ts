import { ConfigInvalidError, DatasetInvalidError, type Interval, ShapeError } from "@ganlens/core";
import { inverse, Matrix } from "ml-matrix";
import type { Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { normalCumulative } from "../statistics/normal-distribution.ts";
import { tailsOf } from "../statistics/quantile.ts";

/** How often a class occurs in one sample, over how often it does in another, and how sure it is that this lies beyond a margin. */
export interface ClassShareRatio extends Estimate {
  /** ≥ 0; cut off there. */
  readonly value: number;
  readonly interval: Interval;
  /** The chance of so few where the ratio is at least `margin`. */
  chanceOfSoFew(margin: number): number;
  /** The chance of so many where the ratio is at most `margin`. */
  chanceOfSoMany(margin: number): number;
}

/** Every class's ratio, or why they cannot be told. */
export type ClassShareRatios =
  | { readonly ratios: readonly ClassShareRatio[] }
  | { readonly ratios: null; readonly reason: string };

/**
 * How often each class occurs among samples, over how often it does among labelled ones, with the classifier's confusions taken out.
 *
 * A class that never occurs still gets what the classifier takes for it. With C the shares of predicted classes (columns) by true
 * class (rows) and h those of the samples, the true shares π solve h = Cᵀ π; they are compared with r, the labelled samples' own. π is
 * without bias where the classifier confuses both alike, linear in h, and may come out a little below 0: the ratio π / r is cut off
 * there. Chances: normal, with the multinomial variances of h, of the rows of C and of r where the class has the margin's share.
 * Interval: the ratios that neither chance speaks against (Wilson's idea), so that none in n samples leaves more than 0 possible.
 *
 * @param counts `[classes]`, samples by predicted class
 * @param confusion `[classes, classes]`, counts of labelled samples by true class (rows) and predicted class, made of samples that the
 *   classifier was not fitted to
 * @returns no ratios where the classifier confuses classes so much that C has no inverse
 * @throws {ShapeError} when the confusion matrix is not square or as wide as the counts
 * @throws {ConfigInvalidError} when a count is not a natural number, or there are fewer than 2 classes
 * @throws {DatasetInvalidError} when there is no sample, or none of a class among the labelled ones
 * @see Rogan and Gladen 1978, for two classes; Lipton, Wang, Smola 2018, arXiv 1802.03916, section 3
 */
export function classShareRatios({
  counts,
  confusion,
  level = 0.95,
}: {
  readonly counts: ArrayLike<number>;
  readonly confusion: Features;
  readonly level?: number;
}): ClassShareRatios {
  const classes = counts.length;
  if (classes < 2 || confusion.shape.join() !== `${classes},${classes}`) {
    throw new ShapeError({
      message: `classShareRatios: expected counts of at least 2 classes and a square confusion matrix for them, received ${classes} classes and [${confusion.shape}].`,
    });
  }
  const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0;
  if (!Array.from(counts).every(isCount) || !Array.from(confusion.data).every(isCount)) {
    throw new ConfigInvalidError({
      message: "classShareRatios: expected counts that are natural numbers.",
    });
  }
  const n = sumOf(counts);
  const rows = Array.from({ length: classes }, (_, c) =>
    Float64Array.from(confusion.data.subarray(c * classes, (c + 1) * classes)),
  );
  const totals = rows.map(sumOf);
  if (n < 1 || totals.some((total) => total < 1)) {
    throw new DatasetInvalidError({
      message: `classShareRatios: expected samples, and labelled ones of every class, received ${n} and ${Math.min(...totals)} of the rarest class.`,
    });
  }
  const all = sumOf(totals);
  const real = totals.map((total) => total / all);
  const predicted = rows.map((row, c) => row.map((count) => count / (totals[c] as number)));
  const weights = inverseOf(predicted);
  if (weights === undefined) {
    return {
      ratios: null,
      reason: "the classifier confuses classes so much that their shares cannot be told",
    };
  }
  const solved = weights.map((weight) =>
    dot(
      weight,
      Array.from(counts, (count) => count / n),
    ),
  );

  /** Variance of the c-th solved share less ρ r_c where the true shares are these. */
  const variance = (c: number, shares: readonly number[], ratio: number): number => {
    const weight = weights[c] as Float64Array;
    const expected = shares.reduce<number[]>(
      (sum, share, of) => sum.map((value, j) => value + share * (predicted[of]?.[j] as number)),
      new Array<number>(classes).fill(0),
    );
    const ofConfusions = shares.reduce(
      (sum, share, of) =>
        sum + (share ** 2 * spread(weight, predicted[of] as Float64Array)) / (totals[of] as number),
      0,
    );
    const r = real[c] as number;
    return spread(weight, expected) / n + ofConfusions + (ratio ** 2 * r * (1 - r)) / all;
  };
  const shares = normalised(solved.map((share) => Math.max(0, share)));
  const [tail] = tailsOf(level);
  return {
    ratios: solved.map((share, c) => {
      const r = real[c] as number;
      const score = (margin: number): number =>
        (share - margin * r) / Math.sqrt(variance(c, withShare(shares, c, margin * r), margin));
      const few = (margin: number): number => normalCumulative(score(margin));
      const many = (margin: number): number => normalCumulative(-score(margin));
      const value = Math.max(0, share / r);
      // Larger shares than all there are need not be looked at.
      const most = Math.max(value, 1 / r);
      return {
        value,
        n: Math.min(n, all),
        interval: {
          low: value === 0 ? 0 : lastWhere((margin) => many(margin) <= tail, 0, value),
          high: lastWhere((margin) => few(margin) > tail, value, most),
          level,
          method: "normal scores, confusions taken out",
          resampled: "samples",
        },
        chanceOfSoFew: few,
        chanceOfSoMany: many,
      };
    }),
  };
}

/** The end of the stretch from `low` on where something holds, by bisection; `low` where it holds nowhere above, `high` where it holds to there. */
function lastWhere(holds: (at: number) => boolean, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < 40; step++) {
    const middle = (from + to) / 2;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return from;
}

/** Rows of the inverse of Cᵀ; undefined where there is none. */
function inverseOf(predicted: readonly Float64Array[]): readonly Float64Array[] | undefined {
  try {
    const turned = new Matrix(predicted.map((row) => [...row])).transpose();
    const rows = inverse(turned)
      .to2DArray()
      .map((row) => Float64Array.from(row));
    // Weights as large as these make noise of a thousand samples as large as the share of any class.
    return rows.every((row) => row.every((weight) => Math.abs(weight) < 50)) ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** Σ wⱼ² pⱼ − (Σ wⱼ pⱼ)² */
function spread(weights: Float64Array, shares: ArrayLike<number>): number {
  const mean = dot(weights, shares);
  return weights.reduce((sum, weight, j) => sum + weight ** 2 * (shares[j] as number), 0) - mean ** 2;
}

/** The shares with one of them set, the others scaled to fill the rest. */
function withShare(shares: readonly number[], c: number, share: number): readonly number[] {
  const one = Math.min(1, share);
  const rest = 1 - (shares[c] as number);
  return shares.map((other, i) => (i === c ? one : rest > 0 ? (other * (1 - one)) / rest : 0));
}

function normalised(shares: readonly number[]): readonly number[] {
  const sum = sumOf(shares);
  return shares.map((share) => share / sum);
}

function dot(a: Float64Array, b: ArrayLike<number>): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}
