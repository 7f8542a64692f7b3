import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { checkArray, checkSymmetric, type Features, type Matrix } from "./features.ts";

/**
 * The lower triangular L with A = L·Lᵀ of a symmetric positive definite matrix.
 *
 * @param matrix `[n, n]`
 * @returns `[n, n]`, zero above the diagonal
 * @throws {ShapeError | DatasetInvalidError} when the matrix is not square or not finite
 * @throws {ConfigInvalidError} when it is not symmetric, or not positive definite beyond rounding
 */
export function cholesky(matrix: Features): Matrix {
  const n = checkSymmetric(matrix, "cholesky: matrix");
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix.data[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number);
      if (j < i) {
        l[i * n + j] = sum / (l[j * n + j] as number);
      } else {
        if (!(sum > n * Number.EPSILON * Math.abs(matrix.data[i * n + i] as number))) {
          throw new ConfigInvalidError({
            message: `cholesky: expected a positive definite matrix, received one whose pivot ${i} of ${n} is ${sum}.`,
            hint: "Columns that depend on each other make it singular: drop them or add a penalty to the diagonal.",
          });
        }
        l[i * n + i] = Math.sqrt(sum);
      }
    }
  }
  return { data: l, shape: [n, n] };
}

/**
 * X with L·Lᵀ·X = B, for a factor from {@link cholesky}.
 *
 * @param factor `[n, n]`, lower triangular
 * @param right `[n, m]`
 * @returns `[n, m]`
 * @throws {ShapeError} when the rows of `right` are not n
 */
export function choleskySolve(factor: Matrix, right: Matrix): Matrix {
  checkArray(factor, "choleskySolve: factor");
  checkArray(right, "choleskySolve: right");
  const n = factor.shape[0] ?? 0;
  const [rows, m = 0] = right.shape;
  if (rows !== n) {
    throw new ShapeError({
      message: `choleskySolve: expected ${n} rows on the right, received [${right.shape}].`,
    });
  }
  const l = factor.data;
  const x = right.data.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) addRow(x, m, i, k, -(l[i * n + k] as number));
    scaleRow(x, m, i, 1 / (l[i * n + i] as number));
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) addRow(x, m, i, k, -(l[k * n + i] as number));
    scaleRow(x, m, i, 1 / (l[i * n + i] as number));
  }
  return { data: x, shape: [n, m] };
}

function addRow(x: Float64Array, width: number, to: number, from: number, factor: number): void {
  for (let c = 0; c < width; c++) x[to * width + c]! += factor * (x[from * width + c] as number);
}

function scaleRow(x: Float64Array, width: number, row: number, factor: number): void {
  for (let c = 0; c < width; c++) x[row * width + c]! *= factor;
}
