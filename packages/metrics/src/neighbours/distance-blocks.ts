import { ShapeError } from "@ganlens/core";
import { meansOf } from "../linear/covariance.ts";
import type { CheckedFeatures } from "../linear/features.ts";
import { type MatMul, plainMatMul } from "../linear/mat-mul.ts";

/** Squared distances between some rows and some others, near enough to say which need an exact look. */
export interface DistanceBlock {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
  /** `[rows, columns]`, |x|² + |y|² − 2·x·y; used again for the next block. */
  readonly squared: Float64Array;
  /** `[rows]`: how far a value of that row may be off. */
  readonly margins: Float64Array;
}

const blockRows = 128;
const blockColumns = 256;

/**
 * Walks through all squared distances in blocks, so that memory does not grow with n·m.
 *
 * The expansion |x|² + |y|² − 2·x·y loses digits to a common offset, so the mean is taken off first, and each row comes
 * with a bound of what is left: comparisons nearer than that are to be decided by {@link squaredDistance}.
 *
 * @param triangle true when second is first: only blocks that reach above the diagonal are visited
 */
export function forEachDistanceBlock({
  first,
  second,
  triangle = false,
  matMul = plainMatMul,
  visit,
}: {
  readonly first: CheckedFeatures;
  readonly second: CheckedFeatures;
  readonly triangle?: boolean;
  readonly matMul?: MatMul | undefined;
  readonly visit: (block: DistanceBlock) => void;
}): void {
  const { d } = first;
  const centre = meansOf(second);
  const a = centred(first, centre);
  const b = triangle ? a : centred(second, centre);
  const squared = new Float64Array(blockRows * blockColumns);
  const margins = new Float64Array(blockRows);
  const relative = 4 * (d + 8) * (matMul.unitRoundoff ?? 2 ** -53);
  for (let firstColumn = 0; firstColumn < second.n; firstColumn += blockColumns) {
    const columns = Math.min(blockColumns, second.n - firstColumn);
    const right = b.rows.subarray(firstColumn * d, (firstColumn + columns) * d);
    let largest = 0;
    for (let j = 0; j < columns; j++) largest = Math.max(largest, b.norms[firstColumn + j] as number);
    const stop = triangle ? Math.min(first.n, firstColumn + columns) : first.n;
    for (let firstRow = 0; firstRow < stop; firstRow += blockRows) {
      const rows = Math.min(blockRows, first.n - firstRow);
      const left = a.rows.subarray(firstRow * d, (firstRow + rows) * d);
      matMul({ a: left, b: right, rows, columns, depth: d, out: squared });
      for (let i = 0; i < rows; i++) {
        const own = a.norms[firstRow + i] as number;
        margins[i] = relative * (own + largest);
        const from = i * columns;
        for (let j = 0; j < columns; j++) {
          squared[from + j] = own + (b.norms[firstColumn + j] as number) - 2 * (squared[from + j] as number);
        }
      }
      visit({ firstRow, rows, firstColumn, columns, squared, margins });
    }
  }
}

/** |xᵢ − yⱼ|² from the differences: exact where they are, and the same both ways round. */
export function squaredDistance(x: CheckedFeatures, i: number, y: CheckedFeatures, j: number): number {
  const { d } = x;
  const a = x.data;
  const b = y.data;
  let sum = 0;
  for (let k = 0, p = i * d, q = j * d; k < d; k++, p++, q++) {
    const gap = (a[p] as number) - (b[q] as number);
    sum += gap * gap;
  }
  return sum;
}

/**
 * Refuses two sets of features of different width.
 *
 * @throws {ShapeError} when d differs
 */
export function checkSameWidth(first: CheckedFeatures, second: CheckedFeatures, where: string): void {
  if (first.d !== second.d) {
    throw new ShapeError({
      message: `${where}: expected features of one dimension, received ${first.d} and ${second.d}.`,
      hint: "Both sets must come from the same feature extractor.",
    });
  }
}

function centred(
  { data, n, d }: CheckedFeatures,
  centre: Float64Array,
): { readonly rows: Float64Array; readonly norms: Float64Array } {
  const rows = new Float64Array(n * d);
  const norms = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const value = (data[i * d + j] as number) - (centre[j] as number);
      rows[i * d + j] = value;
      sum += value * value;
    }
    norms[i] = sum;
  }
  return { rows, norms };
}
