import { ShapeError } from "@ganlens/core";
import type { Matrix } from "./features.ts";

/** Depth of one panel: 8 rows of it (4 of each factor) fit into a first-level cache. */
const panelDepth = 256;
/** Rows of the second factor that stay in a second-level cache while the first one passes by. */
const panelRows = 64;

/**
 * `out[i, j] += Σₖ a[i, k] · b[j, k]`: a product with the second factor transposed, both read along their rows.
 *
 * Blocked in depth and rows with a 4 × 4 kernel of scalar sums, since ml-matrix's `mmul` copies a column per dot product
 * and takes a multiple of the time at d = 784.
 *
 * @param a `[rows, depth]` row-major
 * @param b `[columns, depth]` row-major; the same array as `a` when `lowerOnly`
 * @param out `[rows, columns]`, added to
 * @param lowerOnly fill only (a little more than) the lower triangle, for products of an array with itself
 */
export function addProductTransposed({
  a,
  b,
  rows,
  columns,
  depth,
  out,
  lowerOnly = false,
}: {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly out: Float64Array;
  readonly lowerOnly?: boolean;
}): void {
  for (let start = 0; start < depth; start += panelDepth) {
    const end = Math.min(depth, start + panelDepth);
    for (let block = 0; block < columns; block += panelRows) {
      const blockEnd = Math.min(columns, block + panelRows);
      for (let i = lowerOnly ? block : 0; i < rows; i += 4) {
        const last = lowerOnly ? Math.min(blockEnd, i + 4) : blockEnd;
        for (let j = block; j < last; j += 4) {
          if (i + 4 <= rows && j + 4 <= blockEnd) {
            add4x4(a, b, i, j, depth, start, end, out, columns);
          } else {
            for (let r = i; r < Math.min(rows, i + 4); r++) {
              for (let c = j; c < Math.min(blockEnd, j + 4); c++) {
                let sum = 0;
                for (let k = start; k < end; k++) {
                  sum += (a[r * depth + k] as number) * (b[c * depth + k] as number);
                }
                out[r * columns + c]! += sum;
              }
            }
          }
        }
      }
    }
  }
}

function add4x4(
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  depth: number,
  start: number,
  end: number,
  out: Float64Array,
  columns: number,
): void {
  // Two passes of 4 × 2 sums: 8 sums and 6 factors fit into the 16 registers, 4 × 4 sums spill.
  const a0 = i * depth;
  const a1 = a0 + depth;
  const a2 = a1 + depth;
  const a3 = a2 + depth;
  for (let half = j; half < j + 4; half += 2) {
    const b0 = half * depth;
    const b1 = b0 + depth;
    let s00 = 0;
    let s01 = 0;
    let s10 = 0;
    let s11 = 0;
    let s20 = 0;
    let s21 = 0;
    let s30 = 0;
    let s31 = 0;
    for (let k = start; k < end; k++) {
      const y0 = b[b0 + k] as number;
      const y1 = b[b1 + k] as number;
      const x0 = a[a0 + k] as number;
      const x1 = a[a1 + k] as number;
      const x2 = a[a2 + k] as number;
      const x3 = a[a3 + k] as number;
      s00 += x0 * y0;
      s01 += x0 * y1;
      s10 += x1 * y0;
      s11 += x1 * y1;
      s20 += x2 * y0;
      s21 += x2 * y1;
      s30 += x3 * y0;
      s31 += x3 * y1;
    }
    const o = i * columns + half;
    out[o]! += s00;
    out[o + 1]! += s01;
    out[o + columns]! += s10;
    out[o + columns + 1]! += s11;
    out[o + 2 * columns]! += s20;
    out[o + 2 * columns + 1]! += s21;
    out[o + 3 * columns]! += s30;
    out[o + 3 * columns + 1]! += s31;
  }
}

/**
 * The matrix product A·B.
 *
 * @param a `[m, k]`
 * @param b `[k, n]`
 * @returns `[m, n]`
 * @throws {ShapeError} when A's columns are not as many as B's rows
 */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return multiplyTransposed(a, transpose(b));
}

/**
 * The matrix product A·Bᵀ, faster than {@link multiply} because nothing is turned round.
 *
 * @param a `[m, k]`
 * @param b `[n, k]`
 * @returns `[m, n]`
 * @throws {ShapeError} when the two differ in columns
 */
export function multiplyTransposed(a: Matrix, b: Matrix): Matrix {
  const [rows = 0, depth = 0] = a.shape;
  const [columns = 0, depthB = 0] = b.shape;
  if (depth !== depthB) {
    throw new ShapeError({
      message: `multiplyTransposed: expected as many columns in both, received [${a.shape}] and [${b.shape}].`,
    });
  }
  const out = new Float64Array(rows * columns);
  addProductTransposed({ a: a.data, b: b.data, rows, columns, depth, out });
  return { data: out, shape: [rows, columns] };
}

/** The matrix turned round, `[n, m]` from `[m, n]`. */
export function transpose(matrix: Matrix): Matrix {
  const [rows = 0, columns = 0] = matrix.shape;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = matrix.data[i * columns + j] as number;
  }
  return { data: out, shape: [columns, rows] };
}
