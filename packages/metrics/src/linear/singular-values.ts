import { ConfigInvalidError } from "@ganlens/core";
import { Matrix as MlMatrix, SingularValueDecomposition } from "ml-matrix";
import { checkFeatures, type Features, type Matrix } from "./features.ts";
import { multiplyTransposed, transpose } from "./multiply.ts";

/** A = Σᵢ σᵢ uᵢ vᵢᵀ. */
export interface SingularValues {
  /** `[min(n, d)]`, descending, ≥ 0. */
  readonly values: Float64Array;
  /** `[min(n, d), n]`: the left vectors uᵢ are the rows. */
  readonly left: Matrix;
  /** `[min(n, d), d]`: the right vectors vᵢ are the rows; the entry of largest size is positive. */
  readonly right: Matrix;
  /** How many values are above max(n, d)·2⁻⁵²·σ₁: the rest is rounding. */
  readonly rank: number;
}

/**
 * The singular value decomposition, by ml-matrix.
 *
 * @param matrix `[n, d]`
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 * @see Golub and Reinsch 1970
 */
export function singularValues(matrix: Features): SingularValues {
  const { data, n, d } = checkFeatures(matrix, { where: "singularValues: matrix" });
  // ml-matrix takes tall matrices; turning round here keeps its left and right apart.
  const wide = n < d;
  const [rows, columns] = wide ? [d, n] : [n, d];
  const given = MlMatrix.from1DArray(n, d, Array.from(data));
  const found = new SingularValueDecomposition(wide ? given.transpose() : given);
  const order = Array.from({ length: columns }, (_, i) => i).sort(
    (a, b) => (found.diagonal[b] as number) - (found.diagonal[a] as number),
  );
  const long = rowsOf(found.leftSingularVectors, order, rows);
  const short = rowsOf(found.rightSingularVectors, order, columns);
  const [left, right] = wide ? [short, long] : [long, short];
  pointUp(left, right, columns);
  const values = Float64Array.from(order, (i) => found.diagonal[i] as number);
  const floor = rows * Number.EPSILON * (values[0] as number);
  return {
    values,
    left: { data: left, shape: [columns, n] },
    right: { data: right, shape: [columns, d] },
    rank: values.filter((value) => value > floor).length,
  };
}

/**
 * The Moore–Penrose inverse: Σᵢ vᵢ uᵢᵀ / σᵢ over the singular values above `cutoff`·σ₁.
 *
 * @param matrix `[n, d]`
 * @param cutoff in [0, 1); by default 1e-15 as numpy's, but no less than max(n, d)·2⁻⁵²
 * @returns `[d, n]`; zeros for a zero matrix
 * @throws {ConfigInvalidError} when the cutoff is out of range
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 * @see Penrose 1955
 */
export function pseudoInverse(matrix: Features, { cutoff }: { readonly cutoff?: number } = {}): Matrix {
  if (cutoff !== undefined && !(cutoff >= 0 && cutoff < 1)) {
    throw new ConfigInvalidError({
      message: `pseudoInverse: expected a cutoff in [0, 1), received ${cutoff}.`,
    });
  }
  const { values, left, right } = singularValues(matrix);
  const [count = 0, d = 0] = right.shape;
  const n = left.shape[1] as number;
  const floor = (cutoff ?? Math.max(1e-15, Math.max(n, d) * Number.EPSILON)) * (values[0] as number);
  const scaled = right.data.slice();
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    const factor = value > floor ? 1 / value : 0;
    for (let j = 0; j < d; j++) scaled[i * d + j]! *= factor;
  }
  return multiplyTransposed(transpose({ data: scaled, shape: [count, d] }), transpose(left));
}

function rowsOf(columns: MlMatrix, order: readonly number[], length: number): Float64Array {
  const out = new Float64Array(order.length * length);
  order.forEach((column, i) => {
    for (let j = 0; j < length; j++) out[i * length + j] = columns.get(j, column);
  });
  return out;
}

/** Signs are free in pairs: make them repeatable. */
function pointUp(left: Float64Array, right: Float64Array, count: number): void {
  const [n, d] = [left.length / count, right.length / count];
  for (let i = 0; i < count; i++) {
    let largest = 0;
    for (let j = i * d; j < (i + 1) * d; j++) {
      const value = right[j] as number;
      if (Math.abs(value) > Math.abs(largest) * (1 + 1e-12)) largest = value;
    }
    if (largest >= 0) continue;
    for (let j = i * d; j < (i + 1) * d; j++) right[j] = -(right[j] as number);
    for (let j = i * n; j < (i + 1) * n; j++) left[j] = -(left[j] as number);
  }
}
