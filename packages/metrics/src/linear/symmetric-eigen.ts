import { ConfigInvalidError } from "@ganlens/core";
import { EigenvalueDecomposition, Matrix as MlMatrix } from "ml-matrix";
import { checkSymmetric, type Features, type Matrix } from "./features.ts";
import { leadingEigen } from "./leading-eigen.ts";

/** Eigenvalues in descending order, and for each an eigenvector of length 1. */
export interface SymmetricEigen {
  /** `[count]`, descending. */
  readonly values: Float64Array;
  /** `[count, n]`: the vectors are the rows; the entry of largest size is positive. */
  readonly vectors: Matrix;
}

/**
 * The eigendecomposition of a symmetric matrix: A = Σᵢ λᵢ vᵢ vᵢᵀ.
 *
 * All of it comes from ml-matrix. Where only a few leading pairs of a large matrix are asked for (PCA of images), inverse
 * iteration gives them in a quarter of the time, and its result is checked before it is used.
 *
 * @param matrix `[n, n]`, symmetric up to rounding
 * @param count how many pairs, the largest first; by default all n
 * @throws {ShapeError | DatasetInvalidError} when the matrix is not square or not finite
 * @throws {ConfigInvalidError} when it is not symmetric, or `count` is not within 1…n
 */
export function symmetricEigen(matrix: Features, { count }: { count?: number } = {}): SymmetricEigen {
  const n = checkSymmetric(matrix, "symmetricEigen: matrix");
  const wanted = count ?? n;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > n) {
    throw new ConfigInvalidError({
      message: `symmetricEigen: expected count within 1…${n}, received ${wanted}.`,
    });
  }
  const leading = n >= 96 && wanted <= n / 2 ? leadingEigen(matrix.data, n, wanted) : undefined;
  const { values, vectors } = leading ?? completeEigen(matrix.data, n, wanted);
  pointUp(vectors, n);
  return { values, vectors: { data: vectors, shape: [wanted, n] } };
}

function completeEigen(
  matrix: ArrayLike<number>,
  n: number,
  count: number,
): { values: Float64Array; vectors: Float64Array } {
  // ml-matrix squares entries: beyond about 1e154 it fails. A power of two changes no digit.
  let largest = 0;
  for (let i = 0; i < n * n; i++) largest = Math.max(largest, Math.abs(matrix[i] as number));
  const scale =
    largest > 1e100 || (largest > 0 && largest < 1e-100)
      ? 2 ** Math.min(1000, -Math.floor(Math.log2(largest)))
      : 1;
  const scaled = Array.from(matrix, (value) => value * scale);
  const decomposition = new EigenvalueDecomposition(MlMatrix.from1DArray(n, n, scaled), {
    assumeSymmetric: true,
  });
  const ascending = decomposition.realEigenvalues;
  const columns = decomposition.eigenvectorMatrix;
  const order = Array.from(ascending.keys()).sort(
    (a, b) => (ascending[b] as number) - (ascending[a] as number),
  );
  const vectors = new Float64Array(count * n);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < n; j++) vectors[i * n + j] = columns.get(j, order[i] as number);
  }
  return {
    values: Float64Array.from(order.slice(0, count), (i) => (ascending[i] as number) / scale),
    vectors,
  };
}

/** Signs are free: make them repeatable, the entry of largest size positive (the first of equals). */
function pointUp(vectors: Float64Array, n: number): void {
  for (let start = 0; start < vectors.length; start += n) {
    let largest = 0;
    for (let j = start; j < start + n; j++) {
      const value = vectors[j] as number;
      if (Math.abs(value) > Math.abs(largest) * (1 + 1e-12)) largest = value;
    }
    if (largest < 0) for (let j = start; j < start + n; j++) vectors[j] = -(vectors[j] as number);
  }
}
