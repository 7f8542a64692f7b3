import { Matrix as MlMatrix, QrDecomposition } from "ml-matrix";
import { checkFeatures, type Features, type Matrix } from "./features.ts";
import { multiplyTransposed, transpose } from "./multiply.ts";

/** A = Q·R. */
export interface OrthogonalTriangular {
  /** `[n, min(n, d)]`, orthonormal columns. */
  readonly orthogonal: Matrix;
  /** `[min(n, d), d]`, zero below the diagonal, which is ≥ 0. */
  readonly triangular: Matrix;
}

/**
 * The QR decomposition, the diagonal of R not negative, which makes it unique at full rank.
 *
 * ml-matrix's of the first min(n, d) columns; the rest of R is Qᵀ·A.
 *
 * @param matrix `[n, d]`
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 */
export function orthogonalTriangular(matrix: Features): OrthogonalTriangular {
  const { data, n, d } = checkFeatures(matrix, { where: "orthogonalTriangular: matrix" });
  const side = Math.min(n, d);
  const leading = new MlMatrix(n, side);
  for (let i = 0; i < n; i++) for (let j = 0; j < side; j++) leading.set(i, j, data[i * d + j] as number);
  const found = new QrDecomposition(leading);
  const orthogonal: Matrix = { data: new Float64Array(n * side), shape: [n, side] };
  for (let j = 0; j < side; j++) {
    const sign = found.upperTriangularMatrix.get(j, j) < 0 ? -1 : 1;
    for (let i = 0; i < n; i++) {
      orthogonal.data[i * side + j] = sign * found.orthogonalMatrix.get(i, j);
    }
  }
  const whole: Matrix = { data: Float64Array.from(data), shape: [n, d] };
  const triangular = multiplyTransposed(transpose(orthogonal), transpose(whole));
  for (let i = 0; i < side; i++) {
    triangular.data.fill(0, i * d, i * d + i);
    triangular.data[i * d + i] = Math.abs(found.upperTriangularMatrix.get(i, i));
  }
  return { orthogonal, triangular };
}
