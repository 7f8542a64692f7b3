import { ShapeError } from "@ganlens/core";
import { fastestKernel } from "./fastest-kernel.ts";
import { checkArray, type Matrix } from "./features.ts";
import type { TileKernel } from "./tile-kernel.ts";

/** Sums run over this many products at a time, then from panel to panel; 4 rows of it fit into a first-level cache. */
const panelDepth = 256;
/** Numbers of the second factor that are packed at a time: a quarter of a megabyte, for a second-level cache. */
const packedNumbers = 32_768;
/** Strips of the second factor per call of the kernel. */
const callStrips = 64;
const singleAt = packedNumbers;
const productAt = singleAt + 4 * panelDepth;

/** Writes 4 rows of a factor, `[end − start, 4]`, from `at` on; rows beyond the last one are 0. */
export type PackStrip = (
  memory: Float64Array,
  place: { readonly row: number; readonly start: number; readonly end: number; readonly at: number },
) => void;

/**
 * `out[i, j] += Σₖ a[i, k] · b[j, k]` of two factors that are packed as they are needed.
 *
 * Blocked in depth and rows for the caches, the sums by {@link fastestKernel}. Our own, since ml-matrix's `mmul` copies a column
 * per dot product and takes a multiple of the time at d = 784.
 *
 * @param out `[rows, columns]`, added to
 * @param lowerOnly for a factor with itself: fill only (a little more than) the lower triangle
 */
export function addPackedProduct({
  packFirst,
  packSecond,
  rows,
  columns,
  depth,
  out,
  lowerOnly = false,
  kernel = fastestKernel(),
}: {
  readonly packFirst: PackStrip;
  readonly packSecond: PackStrip;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly out: Float64Array;
  readonly lowerOnly?: boolean;
  readonly kernel?: TileKernel;
}): void {
  const { memory } = kernel;
  for (let start = 0; start < depth; start += panelDepth) {
    const end = Math.min(depth, start + panelDepth);
    const width = end - start;
    const blockColumns = 4 * Math.floor(packedNumbers / (4 * width));
    for (let block = 0; block < columns; block += blockColumns) {
      const blockEnd = Math.min(columns, block + blockColumns);
      for (let j = block; j < blockEnd; j += 4) {
        packSecond(memory, { row: j, start, end, at: (j - block) * width });
      }
      for (let i = lowerOnly ? block : 0; i < rows; i += 4) {
        const packed = lowerOnly && i < blockEnd;
        const first = packed ? (i - block) * width : singleAt;
        if (!packed) packFirst(memory, { row: i, start, end, at: first });
        const last = lowerOnly ? Math.min(blockEnd, i + 4) : blockEnd;
        for (let j = block; j < last; j += 4 * callStrips) {
          const strips = Math.min(callStrips, Math.ceil((last - j) / 4));
          kernel.multiply(first, (j - block) * width, productAt, width, strips);
          addTile(memory, out, {
            stride: 4 * strips,
            rows: Math.min(4, rows - i),
            columns: Math.min(4 * strips, last - j),
            at: i * columns + j,
            outStride: columns,
          });
        }
      }
    }
  }
}

function addTile(
  memory: Float64Array,
  out: Float64Array,
  tile: {
    readonly stride: number;
    readonly rows: number;
    readonly columns: number;
    readonly at: number;
    readonly outStride: number;
  },
): void {
  const { stride, rows, columns, at, outStride } = tile;
  for (let r = 0; r < rows; r++) {
    const from = productAt + r * stride;
    const to = at + r * outStride;
    for (let c = 0; c < columns; c++) out[to + c]! += memory[from + c] as number;
  }
}

/**
 * `out[i, j] += Σₖ a[i, k] · b[j, k]`: a product with the second factor transposed, both given row by row.
 *
 * @param a `[rows, depth]` row-major
 * @param b `[columns, depth]` row-major; the same array as `a` when `lowerOnly`
 * @param out `[rows, columns]`, added to
 * @param lowerOnly fill only (a little more than) the lower triangle, for products of an array with itself
 */
export function addProductTransposed({
  a,
  b,
  ...product
}: {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly out: Float64Array;
  readonly lowerOnly?: boolean;
  readonly kernel?: TileKernel;
}): void {
  const { rows, columns, depth } = product;
  addPackedProduct({
    ...product,
    packFirst: rowStrips(a, rows, depth),
    packSecond: rowStrips(b, columns, depth),
  });
}

function rowStrips(data: Float64Array, rows: number, depth: number): PackStrip {
  return (memory, { row, start, end, at }) => {
    if (row + 4 <= rows) {
      const r0 = row * depth;
      const r1 = r0 + depth;
      const r2 = r1 + depth;
      const r3 = r2 + depth;
      for (let k = start, to = at; k < end; k++, to += 4) {
        memory[to] = data[r0 + k] as number;
        memory[to + 1] = data[r1 + k] as number;
        memory[to + 2] = data[r2 + k] as number;
        memory[to + 3] = data[r3 + k] as number;
      }
      return;
    }
    for (let r = 0; r < 4; r++) {
      for (let k = start, to = at + r; k < end; k++, to += 4) {
        memory[to] = row + r < rows ? (data[(row + r) * depth + k] as number) : 0;
      }
    }
  };
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
  checkArray(a, "multiply: first matrix");
  checkArray(b, "multiply: second matrix");
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
  checkArray(matrix, "transpose: matrix");
  const [rows = 0, columns = 0] = matrix.shape;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = matrix.data[i * columns + j] as number;
  }
  return { data: out, shape: [columns, rows] };
}
