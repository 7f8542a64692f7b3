import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { type BootstrapOptions, bootstrapInterval, bootstrapStatistics } from "./bootstrap-interval.ts";

/**
 * The ratio of two means with its bootstrap interval: Σaᵢ/n over Σbᵢ/m. Sums are made before dividing.
 *
 * @param numerator a, n ≥ 2 values
 * @param denominator b ≥ 0, m ≥ 2 values
 * @param paired true when aᵢ and bᵢ belong to one sample (then n = m and pairs are resampled), false for two samples
 * @returns the ratio; `null` with a reason when b is all zero. n is the smaller of the two.
 * @throws {ShapeError} when paired samples differ in length
 * @throws {DatasetInvalidError} when there are fewer than 2 values, one is not finite, or one of b is negative
 */
export function ratioOfMeans({
  numerator,
  denominator,
  paired,
  ...options
}: BootstrapOptions & {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
  readonly paired: boolean;
}): Estimate {
  const n = numerator.length;
  const m = denominator.length;
  if (n < 2 || m < 2) {
    throw new DatasetInvalidError({
      message: `ratioOfMeans: expected at least 2 values in each, received ${n} and ${m}.`,
    });
  }
  if (paired && n !== m) {
    throw new ShapeError({ message: `ratioOfMeans: expected pairs, received ${n} and ${m} values.` });
  }
  checkFinite(numerator, "ratioOfMeans: numerator");
  checkFinite(denominator, "ratioOfMeans: denominator");
  if (denominator.some((value) => value < 0)) {
    throw new DatasetInvalidError({
      message: "ratioOfMeans: expected a denominator ≥ 0, received a negative value.",
    });
  }
  const below = meanOf(denominator);
  if (below === 0) return { value: null, reason: "The denominator is zero everywhere.", n: Math.min(n, m) };
  const interval = paired
    ? bootstrapInterval({
        n,
        statistic: (indices) => meanAt(numerator, indices) / meanAt(denominator, indices),
        ...options,
      })
    : bootstrapStatistics({
        sizes: [n, m],
        statistics: ([above, under]) => [
          meanAt(numerator, above as Int32Array) / meanAt(denominator, under as Int32Array),
        ],
        ...options,
      })[0];
  return { value: meanOf(numerator) / below, n: Math.min(n, m), ...(interval ? { interval } : {}) };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

function meanAt(values: Float64Array, indices: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += values[indices[i] as number] as number;
  return sum / indices.length;
}
