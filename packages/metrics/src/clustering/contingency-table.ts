import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";

/** How often each pair of labels occurs. */
export interface ContingencyTable {
  /** `[rows, columns]`, counts by label of the first (rows) and of the second (columns), both in ascending order. */
  readonly counts: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly n: number;
  /** `[rows]` and `[columns]`. */
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
}

/**
 * The table of two labellings of the same samples; any finite numbers may be labels.
 *
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when they are empty or a label is not finite
 */
export function contingencyTable(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  where: string,
): ContingencyTable {
  const n = first.length;
  if (second.length !== n) {
    throw new ShapeError({
      message: `${where}: expected as many labels in both, received ${n} and ${second.length}.`,
    });
  }
  if (n === 0) throw new DatasetInvalidError({ message: `${where}: expected labels, received none.` });
  checkFinite(first, `${where}: first labels`);
  checkFinite(second, `${where}: second labels`);
  const one = places(first);
  const other = places(second);
  const counts = new Float64Array(one.size * other.size);
  const rowSums = new Float64Array(one.size);
  const columnSums = new Float64Array(other.size);
  for (let i = 0; i < n; i++) {
    const row = one.get(first[i] as number) as number;
    const column = other.get(second[i] as number) as number;
    counts[row * other.size + column]! += 1;
    rowSums[row]! += 1;
    columnSums[column]! += 1;
  }
  return { counts, rows: one.size, columns: other.size, n, rowSums, columnSums };
}

function places(labels: ArrayLike<number>): ReadonlyMap<number, number> {
  const distinct = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  return new Map(distinct.map((label, i) => [label, i]));
}
