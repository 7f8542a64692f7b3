import { ConfigInvalidError, DatasetInvalidError, type Interval, type Random } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import { multiplyTransposed, transpose } from "../linear/multiply.ts";
import { symmetricEigenvalues } from "../linear/symmetric-eigenvalues.ts";
import type { Estimate } from "../measure/estimate.ts";
import { groupedJackknife } from "../statistics/grouped-jackknife.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";

const groups = 20;

/** An effective number of different samples with its interval. */
export interface VendiScore extends Estimate {
  /** In [1, min(n, d)]. */
  readonly value: number;
  readonly interval: Interval;
}

/**
 * The Vendi score of a set with the cosine kernel: exp of the Rényi entropy of order q of the eigenvalues of K / n.
 *
 * q = 1: exp(−Σ λ log λ); q = 2: 1 / Σ λ²; q = ∞: 1 / max λ. It says how many orthogonal samples the set is worth, and
 * nothing of their quality. The d × d product has the same eigenvalues when n > d.
 *
 * @param features `[n, d]`
 * @param order q > 0, by default 1
 * @returns in [1, min(n, d)]
 * @throws {DatasetInvalidError} when a row is all zero (it has no direction) or a value is not finite
 * @throws {ConfigInvalidError} when q ≤ 0
 * @see Friedman and Dieng 2023; Pasarkar and Dieng 2024
 */
export function vendiScore({
  features,
  order = 1,
}: {
  readonly features: Features;
  readonly order?: number;
}): number {
  const { unit, n, d } = directionsOf(features, order);
  return scoreOf(unit, n, d, order);
}

/**
 * {@link vendiScore} with a delete-a-group jackknife interval, of what other samples of this size would score on average.
 *
 * @param random draws which row is in which of 20 groups
 * @throws as {@link vendiScore}, and {DatasetInvalidError} below 40 rows
 */
export function vendiEstimate({
  features,
  order = 1,
  random,
  level = 0.95,
}: {
  readonly features: Features;
  readonly order?: number;
  readonly random: Random;
  readonly level?: number;
}): VendiScore {
  const { unit, n, d } = directionsOf(features, order, 2 * groups);
  const value = scoreOf(unit, n, d, order);
  const permutation = random.permutation(n);
  const sizes: number[] = [];
  const leftOut: number[] = [];
  for (let g = 0; g < groups; g++) {
    const start = Math.floor((g * n) / groups);
    const end = Math.floor(((g + 1) * n) / groups);
    const rest = new Float64Array((n - end + start) * d);
    let at = 0;
    for (let i = 0; i < n; i++) {
      if (i >= start && i < end) continue;
      const row = (permutation[i] as number) * d;
      rest.set(unit.subarray(row, row + d), at);
      at += d;
    }
    sizes.push(end - start);
    leftOut.push(scoreOf(rest, n - end + start, d, order));
  }
  const { variance, degreesOfFreedom } = groupedJackknife({ estimate: value, leftOut, sizes });
  const half = studentQuantile(tailsOf(level)[1], degreesOfFreedom) * Math.sqrt(variance);
  return {
    value,
    n,
    interval: {
      low: Math.min(value, Math.max(1, value - half)),
      high: value + half,
      level,
      method: `delete-a-group jackknife, ${groups} groups`,
      resampled: "samples",
    },
  };
}

function directionsOf(
  features: Features,
  order: number,
  minimumRows = 1,
): { unit: Float64Array; n: number; d: number } {
  if (!(order > 0)) {
    throw new ConfigInvalidError({ message: `vendiScore: expected an order q > 0, received ${order}.` });
  }
  const { data, n, d } = checkFeatures(features, { where: "vendiScore: features", minimumRows });
  const unit = Float64Array.from(data);
  for (let i = 0; i < n; i++) {
    const row = unit.subarray(i * d, (i + 1) * d);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) {
      throw new DatasetInvalidError({
        message: `vendiScore: expected rows with a direction, received all zeros in row ${i}.`,
        hint: "The cosine of a zero vector does not exist: drop such rows.",
      });
    }
    for (let j = 0; j < d; j++) row[j]! /= length;
  }
  return { unit, n, d };
}

function scoreOf(unit: Float64Array, n: number, d: number, order: number): number {
  const rows = { data: unit, shape: [n, d] };
  const factor = n > d ? transpose(rows) : rows;
  const gram = multiplyTransposed(factor, factor);
  for (let i = 0; i < gram.data.length; i++) gram.data[i]! /= n;
  const side = Math.min(n, d);
  if (order === 2) return 1 / gram.data.reduce((sum, value) => sum + value * value, 0);
  const values = side === 1 ? [1] : [...symmetricEigenvalues(gram)].map((value) => Math.max(0, value));
  if (order === Number.POSITIVE_INFINITY) return 1 / Math.max(...values);
  if (order === 1) {
    return Math.exp(-values.reduce((sum, value) => sum + (value > 0 ? value * Math.log(value) : 0), 0));
  }
  return values.reduce((sum, value) => sum + value ** order, 0) ** (1 / (1 - order));
}
