import type { Interval } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { type BootstrapOptions, bootstrapStatistics } from "../statistics/bootstrap-interval.ts";
import { meansOf } from "./covariance.ts";
import { checkFeatures, checkSameSize, type Features } from "./features.ts";

/** R² of every column, and their sum. */
export interface Determination {
  /** One per column; `null` with a reason where the column of y does not vary. */
  readonly columns: readonly Estimate[];
  /** ΣR² over the columns that vary; for a linear read-out of k numbers at most k. */
  readonly sum: Estimate;
}

/**
 * The coefficient of determination of every column: R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², at most 1, below 0 for a
 * prediction worse than the mean.
 *
 * Along a rotation-invariant prior R² per coordinate depends on the axes: take it along canonical directions
 * ({@link canonicalDetermination}).
 *
 * @param y `[n, m]`, n ≥ 2
 * @param prediction ŷ, `[n, m]`
 * @returns `[m]`; `null` where the column of y does not vary
 * @throws {ShapeError} when the two differ in shape
 * @throws {DatasetInvalidError} when a value is not finite or n < 2
 */
export function determinationCoefficient({
  y,
  prediction,
}: {
  readonly y: Features;
  readonly prediction: Features;
}): (number | null)[] {
  return squaresOf(y, prediction).map(({ left, own }) => (own.total > 0 ? 1 - left.total / own.total : null));
}

/**
 * {@link determinationCoefficient} with a bootstrap interval over rows for every column and for the sum.
 *
 * The prediction is taken as fixed: it must come from other rows than these.
 *
 * @param y `[n, m]`, n ≥ 2
 * @param prediction ŷ, `[n, m]`
 * @throws as {@link determinationCoefficient} and {@link bootstrapStatistics}
 */
export function determinationInterval({
  y,
  prediction,
  ...options
}: BootstrapOptions & { readonly y: Features; readonly prediction: Features }): Determination {
  const columns = squaresOf(y, prediction);
  const n = y.shape[0] as number;
  const varying = columns.filter(({ own }) => own.total > 0);
  const intervals =
    varying.length === 0
      ? []
      : bootstrapStatistics({
          sizes: [n],
          statistics: ([indices]) => {
            const values = varying.map(
              ({ left, own }) => 1 - left.at(indices as Int32Array) / own.at(indices as Int32Array),
            );
            return [...values, sumOf(values)];
          },
          ...options,
        });
  const coefficientOf = ({ left, own }: ColumnSquares): number => 1 - left.total / own.total;
  let next = 0;
  const estimates = columns.map((column, j): Estimate => {
    if (!(column.own.total > 0)) return { value: null, reason: `Column ${j} does not vary.`, n };
    return { value: coefficientOf(column), n, interval: intervals[next++] as Interval };
  });
  const sum: Estimate =
    varying.length === 0
      ? { value: null, reason: "No column varies.", n }
      : { value: sumOf(varying.map(coefficientOf)), n, interval: intervals[next] as Interval };
  return { columns: estimates, sum };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

interface Squares {
  readonly total: number;
  readonly at: (indices: Int32Array) => number;
}

interface ColumnSquares {
  readonly left: Squares;
  readonly own: Squares;
}

function squaresOf(y: Features, prediction: Features): ColumnSquares[] {
  const truth = checkFeatures(y, { where: "determinationCoefficient: y", minimumRows: 2 });
  const guess = checkFeatures(prediction, { where: "determinationCoefficient: prediction", minimumRows: 2 });
  checkSameSize(truth, guess, "determinationCoefficient");
  const { n, d } = truth;
  const mean = meansOf(truth);
  return Array.from({ length: d }, (_, j) => {
    const centred = new Float64Array(n);
    const error = new Float64Array(n);
    let own = 0;
    let left = 0;
    let largest = 0;
    for (let i = 0; i < n; i++) {
      const value = truth.data[i * d + j] as number;
      largest = Math.max(largest, Math.abs(value));
      centred[i] = value - (mean[j] as number);
      error[i] = value - (guess.data[i * d + j] as number);
      own += (centred[i] as number) ** 2;
      left += (error[i] as number) ** 2;
    }
    // The rounding of the mean alone leaves about this much.
    if (own <= n * (2 * Number.EPSILON * largest) ** 2) own = 0;
    return {
      left: { total: left, at: (indices) => sumOfSquares(error, indices) },
      own: { total: own, at: (indices) => sumAboutMean(centred, indices) },
    };
  });
}

function sumOfSquares(values: Float64Array, indices: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += (values[indices[i] as number] as number) ** 2;
  return sum;
}

function sumAboutMean(centred: Float64Array, indices: Int32Array): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < indices.length; i++) {
    const value = centred[indices[i] as number] as number;
    sum += value;
    squares += value * value;
  }
  return squares - (sum * sum) / indices.length;
}
