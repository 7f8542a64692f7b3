import { ConfigInvalidError } from "@ganlens/core";
import type { Features, Matrix } from "./features.ts";
import { multiplyTransposed, transpose } from "./multiply.ts";
import { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.ts";

/** Eigenvalues below this part of the largest are rounding (of float32 input, too), of either sign. */
const rounding = 1e-6;

/**
 * The symmetric square root of a symmetric positive semidefinite matrix: A^½ = V·diag(√λ)·Vᵀ.
 *
 * Eigenvalues that rounding made negative count as 0.
 *
 * @param matrix `[n, n]`
 * @returns `[n, n]`, symmetric positive semidefinite
 * @throws {ConfigInvalidError} when an eigenvalue is negative beyond rounding
 * @throws {ShapeError | DatasetInvalidError} see {@link symmetricEigen}
 */
export function matrixSquareRoot(matrix: Features): Matrix {
  const eigen = symmetricEigen(matrix);
  refuseNegative(eigen.values, "matrixSquareRoot");
  return fromEigen(eigen, (value) => Math.sqrt(Math.max(0, value)));
}

/**
 * The symmetric inverse square root A^−½ = V·diag(1/√λ)·Vᵀ of a symmetric positive definite matrix.
 *
 * @param matrix `[n, n]`
 * @returns `[n, n]`
 * @throws {ConfigInvalidError} when an eigenvalue is not positive beyond rounding
 * @throws {ShapeError | DatasetInvalidError} see {@link symmetricEigen}
 */
export function inverseSquareRoot(matrix: Features): Matrix {
  const eigen = symmetricEigen(matrix);
  const smallest = eigen.values.at(-1) as number;
  if (!(smallest > Number.EPSILON * eigen.values.length * (eigen.values[0] as number))) {
    throw new ConfigInvalidError({
      message: `inverseSquareRoot: expected a positive definite matrix, received one with eigenvalue ${smallest}.`,
      hint: "Use more samples than columns, or drop columns that do not vary.",
    });
  }
  return fromEigen(eigen, (value) => 1 / Math.sqrt(value));
}

/**
 * Refuses a spectrum that no positive semidefinite matrix has.
 *
 * @param scale the size of what the matrix was made from, where that is larger: its rounding is what remains of it
 */
export function refuseNegative(values: Float64Array, where: string, scale = 0): void {
  const smallest = values.at(-1) ?? 0;
  if (smallest < -rounding * Math.max(values[0] ?? 0, scale)) {
    throw new ConfigInvalidError({
      message: `${where}: expected a positive semidefinite matrix, received one with eigenvalue ${smallest}.`,
      hint: "A covariance has no negative eigenvalues: check that this is one.",
    });
  }
}

function fromEigen({ values, vectors }: SymmetricEigen, map: (value: number) => number): Matrix {
  const n = values.length;
  const scaled = vectors.data.slice();
  for (let i = 0; i < n; i++) {
    const factor = map(values[i] as number);
    for (let j = 0; j < n; j++) scaled[i * n + j]! *= factor;
  }
  return multiplyTransposed(transpose({ data: scaled, shape: [n, n] }), transpose(vectors));
}
