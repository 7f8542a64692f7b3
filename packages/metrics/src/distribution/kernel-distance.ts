import { ConfigInvalidError, type Interval, type Random } from "@ganlens/core";
import { checkArray, checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { type Kernel, kernelSums, meanDiscrepancy } from "./kernel-sums.ts";

/** The polynomial kernel (gamma·x·y + coefficient)^degree. */
export interface PolynomialKernel {
  /** By default 3. */
  readonly degree?: number;
  /** By default 1 / d. */
  readonly gamma?: number;
  /** By default 1. */
  readonly coefficient?: number;
}

/** A kernel distance over all rows. */
export interface KernelDistance extends Estimate {
  /** The unbiased estimate; may be negative where the distributions are close. */
  readonly value: number;
  readonly interval: Interval;
  readonly biased: number;
  /** Only where both sets have as many rows. */
  readonly uStatistic?: number;
}

/** Kernel distances of random subsets, as published tables give them. */
export interface KernelDistanceSubsets {
  readonly mean: number;
  /** ddof = 0. Of overlapping subsets: **not** the error of the mean. */
  readonly standardDeviation: number;
  readonly values: readonly number[];
}

/**
 * The kernel distance: the unbiased squared mean discrepancy with the kernel (x·y / d + 1)³, over all rows.
 *
 * No bias at any n, its floor is 0 ± the interval. It is called KID only with Inception-v3's features. What
 * {@link kernelDistanceSubsets} averages over subsets has the same expectation and more variance. Interval: delete-one
 * jackknife of the U-statistic.
 *
 * @param first `[n, d]`, n ≥ 3
 * @param second `[m, d]`, m ≥ 3
 * @throws {ShapeError} when d differs
 * @throws {DatasetInvalidError} when there are fewer than 3 rows, a value is not finite or the kernel overflows
 * @throws {ConfigInvalidError} when the degree is not a positive integer or gamma not positive
 * @see Bińkowski et al. 2018; torch-fidelity `metric_kid.py`
 */
export function kernelDistance({
  first,
  second,
  matMul,
  level = 0.95,
  ...options
}: PolynomialKernel & {
  readonly first: Features;
  readonly second: Features;
  readonly matMul?: MatMul;
  readonly level?: number;
}): KernelDistance {
  const kernel = polynomialKernel(options, first);
  const sums = kernelSums({ first, second, kernel, matMul, where: "kernelDistance" });
  const { unbiased, ...rest } = meanDiscrepancy(sums, level);
  return { value: unbiased, n: Math.min(sums.n, sums.m), ...rest };
}

/**
 * The kernel distance as published: mean and spread over random subsets of equal size, drawn without replacement.
 *
 * @param subsets by default 100
 * @param subsetSize by default 1,000, at most the smaller set's rows
 * @throws {ConfigInvalidError} when the subset size is not in 3 … min(n, m), or as {@link kernelDistance}
 */
export function kernelDistanceSubsets({
  first,
  second,
  random,
  subsets = 100,
  subsetSize = 1000,
  matMul,
  ...options
}: PolynomialKernel & {
  readonly first: Features;
  readonly second: Features;
  readonly random: Random;
  readonly subsets?: number;
  readonly subsetSize?: number;
  readonly matMul?: MatMul;
}): KernelDistanceSubsets {
  checkArray(first, "kernelDistanceSubsets: first");
  checkArray(second, "kernelDistanceSubsets: second");
  const least = Math.min(first.shape[0] ?? 0, second.shape[0] ?? 0);
  if (!Number.isInteger(subsetSize) || subsetSize < 3 || subsetSize > least) {
    throw new ConfigInvalidError({
      message: `kernelDistanceSubsets: expected a subset size in 3…${least}, received ${subsetSize}.`,
    });
  }
  if (!Number.isInteger(subsets) || subsets < 1) {
    throw new ConfigInvalidError({
      message: `kernelDistanceSubsets: expected at least 1 subset, received ${subsets}.`,
    });
  }
  const kernel = polynomialKernel(options, first);
  const values = Array.from({ length: subsets }, () => {
    const sums = kernelSums({
      first: drawn(first, random, subsetSize),
      second: drawn(second, random, subsetSize),
      kernel,
      matMul,
      where: "kernelDistanceSubsets",
    });
    return meanDiscrepancy(sums, 0.95).unbiased;
  });
  return summarised(values);
}

/** Mean and spread of subset values. */
export function summarised(values: readonly number[]): KernelDistanceSubsets {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, standardDeviation: Math.sqrt(variance), values };
}

function polynomialKernel(
  { degree = 3, gamma, coefficient = 1 }: PolynomialKernel,
  features: Features,
): Kernel {
  checkArray(features, "kernelDistance: first");
  const scale = gamma ?? 1 / features.shape.slice(1).reduce((size, side) => size * side, 1);
  if (!Number.isInteger(degree) || degree < 1 || !(scale > 0) || !Number.isFinite(coefficient)) {
    throw new ConfigInvalidError({
      message: `kernelDistance: expected a positive integer degree, gamma > 0 and a finite coefficient, received ${degree}, ${scale} and ${coefficient}.`,
    });
  }
  return {
    of: "product",
    apply: (values, count) => {
      for (let at = 0; at < count; at++) {
        const base = scale * (values[at] as number) + coefficient;
        values[at] = degree === 3 ? base * base * base : base ** degree;
      }
    },
  };
}

function drawn(features: Features, random: Random, size: number): Features {
  const { data, n, d } = checkFeatures(features, { where: "kernelDistanceSubsets" });
  const order = random.permutation(n);
  const out = new Float64Array(size * d);
  for (let i = 0; i < size; i++) {
    const row = (order[i] as number) * d;
    out.set(data.subarray(row, row + d), i * d);
  }
  return { data: out, shape: [size, d] };
}
