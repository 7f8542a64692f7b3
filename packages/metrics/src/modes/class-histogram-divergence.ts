import { ConfigInvalidError, DatasetInvalidError, type Interval, ShapeError } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";

/** A divergence of class frequencies with its interval and what chance alone gives. */
export interface ClassHistogramDivergence extends Estimate {
  /** KL(p ‖ q), nats, ≥ 0. */
  readonly value: number;
  /** Of what other samples of this size would score on average. */
  readonly interval: Interval;
  /** About (classes − 1) / 2n: what a perfect generator scores at this n. */
  readonly floor: number;
}

/**
 * The divergence of generated class frequencies from a reference: KL(p_generated ‖ q), nats.
 *
 * Biased upwards by about (classes − 1)/2n: compare with `floor`. Classes are a classifier's answers, whose errors hide
 * missing ones. Interval: delete-one jackknife, in closed form from the counts.
 *
 * @param counts `[classes]`, generated samples by class
 * @param reference probabilities or counts, by default uniform; made to sum to 1
 * @throws {ShapeError} when the two differ in length
 * @throws {ConfigInvalidError} when a count is not a natural number, there is no class, or a reference is not ≥ 0 with a positive sum
 * @throws {DatasetInvalidError} when there are fewer than 2 samples, or some in a class that the reference never has (the divergence is infinite)
 * @see Srivastava et al. 2017 (VEEGAN); Miller 1955 on the bias
 */
export function classHistogramDivergence({
  counts,
  reference,
  level = 0.95,
}: {
  readonly counts: ArrayLike<number>;
  readonly reference?: ArrayLike<number>;
  readonly level?: number;
}): ClassHistogramDivergence {
  const value = divergenceFromCounts(counts, reference);
  const list = Float64Array.from(counts);
  const n = list.reduce((sum, count) => sum + count, 0);
  if (n < 2) {
    throw new DatasetInvalidError({
      message: `classHistogramDivergence: expected at least 2 samples, received ${n}.`,
    });
  }
  // All samples of one class leave the same value behind.
  const leftOut = Array.from(list, (count, c) => {
    if (count === 0) return 0;
    const rest = list.slice();
    rest[c] = count - 1;
    return divergenceFromCounts(rest, reference);
  });
  const mean = leftOut.reduce((sum, other, c) => sum + other * (list[c] as number), 0) / n;
  const spread = leftOut.reduce((sum, other, c) => sum + (other - mean) ** 2 * (list[c] as number), 0);
  const degrees = supported(list, reference) - 1;
  // Where p = q the linear part that the jackknife sees is gone, and 2n·KL is χ² with variance 2·degrees.
  const variance = ((n - 1) / n) * spread + degrees / (2 * n * n);
  const half = studentQuantile(tailsOf(level)[1], n - 1) * Math.sqrt(variance);
  return {
    value,
    n,
    interval: {
      low: Math.max(0, value - half),
      high: value + half,
      level,
      method: "delete-one jackknife plus the χ² variance at equality",
      resampled: "samples",
    },
    floor: degrees / (2 * n),
  };
}

function supported(counts: Float64Array, reference: ArrayLike<number> | undefined): number {
  return reference === undefined
    ? counts.length
    : Array.from(reference).filter((weight) => weight > 0).length;
}

/**
 * KL(p ‖ q) of counts, nats; 0·log 0 is 0.
 *
 * @throws as {@link classHistogramDivergence}
 */
export function divergenceFromCounts(counts: ArrayLike<number>, reference?: ArrayLike<number>): number {
  const classes = counts.length;
  const weights = reference === undefined ? new Float64Array(classes).fill(1) : Float64Array.from(reference);
  if (weights.length !== classes) {
    throw new ShapeError({
      message: `classHistogramDivergence: expected a reference for ${classes} classes, received ${weights.length}.`,
    });
  }
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const weight = weights.reduce((sum, item) => sum + item, 0);
  if (
    classes < 1 ||
    !Array.from(counts).every((count) => Number.isInteger(count) && count >= 0) ||
    !weights.every((item) => item >= 0) ||
    !(weight > 0 && Number.isFinite(weight))
  ) {
    throw new ConfigInvalidError({
      message: `classHistogramDivergence: expected counts of at least 1 class and a reference ≥ 0 with a positive sum, received ${classes} classes.`,
    });
  }
  if (total === 0) {
    throw new DatasetInvalidError({ message: "classHistogramDivergence: expected samples, received none." });
  }
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    const p = (counts[c] as number) / total;
    if (p === 0) continue;
    const q = (weights[c] as number) / weight;
    if (q === 0) {
      throw new DatasetInvalidError({
        message: `classHistogramDivergence: expected a reference that has every class that was generated, received 0 for class ${c}.`,
        hint: "The divergence is infinite there: give the reference of more samples, or report the class.",
      });
    }
    sum += p * Math.log(p / q);
  }
  return Math.max(0, sum);
}
