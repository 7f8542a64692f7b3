import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { meansOf, scatterOf } from "../linear/covariance.ts";
import {
  type CheckedFeatures,
  checkArray,
  checkFeatures,
  type Features,
  type Matrix,
} from "../linear/features.ts";
import { refuseNegative } from "../linear/matrix-square-root.ts";
import { multiplyTransposed, transpose } from "../linear/multiply.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { symmetricEigenvalues } from "../linear/symmetric-eigenvalues.ts";

/** Mean and covariance of a set of features. */
export interface FrechetMoments {
  /** `[d]` */
  readonly mean: Float64Array;
  /** `[d, d]`, ddof = 1. */
  readonly covariance: Matrix;
  /** Rows they were taken from. */
  readonly n: number;
}

/** A Fréchet distance and the parts it is made of. */
export interface FrechetTerms {
  /** ≥ 0 */
  readonly distance: number;
  /** |μ₁ − μ₂|² */
  readonly meanTerm: number;
  readonly traceFirst: number;
  readonly traceSecond: number;
  /** tr (S₁^½ S₂ S₁^½)^½ */
  readonly traceRoot: number;
}

/**
 * The moments that a Fréchet distance is made of; ddof = 1.
 *
 * @param features `[n, d]`, n ≥ 2; n ≤ d is allowed and gives a singular covariance
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 */
export function frechetMoments(features: Features): FrechetMoments {
  return momentsOf(checkFeatures(features, { where: "frechetMoments: features", minimumRows: 2 }));
}

/** {@link frechetMoments} of features that were checked. */
export function momentsOf(checked: CheckedFeatures): FrechetMoments {
  const mean = meansOf(checked);
  const data = scatterOf(checked, mean);
  for (let i = 0; i < data.length; i++) data[i]! /= checked.n - 1;
  return { mean, covariance: { data, shape: [checked.d, checked.d] }, n: checked.n };
}

/**
 * The squared Fréchet (2-Wasserstein) distance between two Gaussians:
 * |μ₁ − μ₂|² + tr S₁ + tr S₂ − 2·tr (S₁^½ S₂ S₁^½)^½.
 *
 * The symmetric form keeps every matrix positive semidefinite; eigenvalues that rounding made negative count as 0, so
 * singular covariances (n ≤ d) need no added diagonal.
 *
 * @throws {ShapeError} when the two differ in d
 * @throws {ConfigInvalidError} when a covariance has a negative eigenvalue beyond rounding
 * @see Dowson and Landau 1982
 */
export function frechetTerms(first: FrechetMoments, second: FrechetMoments): FrechetTerms {
  checkArray(first.covariance, "frechetTerms: first covariance");
  return frechetTermsFrom(covarianceRoot(first.covariance), first, second);
}

/** {@link frechetTerms} with the first covariance already taken apart, for many distances from one set. */
export function frechetTermsFrom(root: Matrix, first: FrechetMoments, second: FrechetMoments): FrechetTerms {
  checkArray(second.covariance, "frechetTerms: second covariance");
  const d = first.mean.length;
  const [rows, columns] = second.covariance.shape;
  if (second.mean.length !== d || rows !== d || columns !== d || first.covariance.shape[0] !== d) {
    throw new ShapeError({
      message: `frechetTerms: expected moments of one dimension, received ${d} and ${second.mean.length} with covariances [${first.covariance.shape}] and [${second.covariance.shape}].`,
      hint: "Both sets must come from the same feature extractor.",
    });
  }
  let meanTerm = 0;
  let traceFirst = 0;
  let traceSecond = 0;
  for (let i = 0; i < d; i++) {
    meanTerm += ((first.mean[i] as number) - (second.mean[i] as number)) ** 2;
    traceFirst += first.covariance.data[i * d + i] as number;
    traceSecond += second.covariance.data[i * d + i] as number;
  }
  const half = multiplyTransposed(root, second.covariance);
  const values = symmetricEigenvalues(symmetrised(multiplyTransposed(half, root)));
  // A set that does not vary leaves only the rounding of its mean as covariance.
  const square = second.mean.reduce((sum, value) => sum + value * value, 0);
  refuseNegative(values, "frechetTerms: second covariance", traceFirst * (traceSecond + square));
  const traceRoot = values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return {
    distance: Math.max(0, meanTerm + traceFirst + traceSecond - 2 * traceRoot),
    meanTerm,
    traceFirst,
    traceSecond,
    traceRoot,
  };
}

/**
 * R with RᵀR = S, `[d, d]`: R·S₂·Rᵀ has the eigenvalues of S^½·S₂·S^½.
 *
 * Cholesky's factor where S is far from singular, several times faster; Λ^½Vᵀ otherwise.
 */
export function covarianceRoot(covariance: Matrix): Matrix {
  const factor = triangularRoot(covariance);
  if (factor !== undefined) return factor;
  const { values, vectors } = symmetricEigen(covariance);
  refuseNegative(values, "frechetTerms: first covariance");
  const d = values.length;
  const data = vectors.data.slice();
  for (let i = 0; i < d; i++) {
    const scale = Math.sqrt(Math.max(0, values[i] as number));
    for (let j = 0; j < d; j++) data[i * d + j]! *= scale;
  }
  return { data, shape: [d, d] };
}

/** Lᵀ with L·Lᵀ = S, unless a pivot is so small against the largest that digits would be lost. */
function triangularRoot({ data, shape }: Matrix): Matrix | undefined {
  const d = shape[0] as number;
  const lower = new Float64Array(d * d);
  let largest = 0;
  for (let i = 0; i < d; i++) largest = Math.max(largest, data[i * d + i] as number);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = data[i * d + j] as number;
      for (let k = 0, p = i * d, q = j * d; k < j; k++, p++, q++) {
        sum -= (lower[p] as number) * (lower[q] as number);
      }
      if (i === j) {
        if (!(sum > 1e-8 * largest)) return undefined;
        lower[i * d + i] = Math.sqrt(sum);
      } else lower[i * d + j] = sum / (lower[j * d + j] as number);
    }
  }
  return transpose({ data: lower, shape: [d, d] });
}

/**
 * The Fréchet distance between two sets of features, by their means and covariances (ddof = 1).
 *
 * Biased upwards: two samples of one distribution score about (d² / 2 + 2d) / n at unit variance, n rows each, and not 0. So give
 * its floor at the same n beside it ({@link frechetFloor}) and an interval ({@link frechetEstimate}). It is called FID
 * only with Inception-v3's 2,048 features; name the extractor otherwise: `FD[digit-classifier]`.
 *
 * @param first `[n, d]`, n ≥ 2, better n ≫ d
 * @param second `[m, d]`
 * @returns ≥ 0, in squared feature units
 * @throws {ShapeError} when the two differ in d
 * @throws {DatasetInvalidError} when there are fewer than 2 rows or a value is not finite
 * @see Heusel et al. 2017; torch-fidelity `metric_fid.py`
 */
export function frechetDistance({
  first,
  second,
}: {
  readonly first: Features;
  readonly second: Features;
}): number {
  return frechetTerms(
    momentsOf(checkFeatures(first, { where: "frechetDistance: first", minimumRows: 2 })),
    momentsOf(checkFeatures(second, { where: "frechetDistance: second", minimumRows: 2 })),
  ).distance;
}

/**
 * The bias of the Fréchet distance between two samples of one distribution with unit variance: d(d + 1)/4·(1/n + 1/m) from the
 * covariances, d·(1/n + 1/m) from the means; to first order, for n, m ≫ d.
 *
 * @param d features; n, m rows of the two sets
 * @throws {ConfigInvalidError} when an argument is not a positive integer
 */
export function frechetBiasAtUnitVariance({ d, n, m = n }: { d: number; n: number; m?: number }): number {
  if (![d, n, m].every((value) => Number.isInteger(value) && value > 0)) {
    throw new ConfigInvalidError({
      message: `frechetBiasAtUnitVariance: expected positive integers, received d = ${d}, n = ${n}, m = ${m}.`,
    });
  }
  return ((d * (d + 1)) / 4 + d) * (1 / n + 1 / m);
}

function symmetrised(matrix: Matrix): Matrix {
  const d = matrix.shape[0] as number;
  const { data } = matrix;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      const value = ((data[i * d + j] as number) + (data[j * d + i] as number)) / 2;
      data[i * d + j] = value;
      data[j * d + i] = value;
    }
  }
  return matrix;
}
