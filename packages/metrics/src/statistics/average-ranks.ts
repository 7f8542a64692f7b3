import { checkFinite } from "../linear/features.ts";

/**
 * Ranks from 1 for the smallest; equal values share the mean of the ranks they take up.
 *
 * @param values `[n]`
 * @returns `[n]`, each in 1 … n
 * @throws {DatasetInvalidError} when a value is not finite
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  checkFinite(values, "averageRanks: values");
  const n = values.length;
  const sorted = Float64Array.from(values).sort();
  const rankOf = new Map<number, number>();
  forEachTie(sorted, (start, end) => {
    rankOf.set(sorted[start] as number, (start + 1 + end) / 2);
  });
  return Float64Array.from({ length: n }, (_, i) => rankOf.get(values[i] as number) as number);
}

/** Visits each run of equal values in ascending order, `end` exclusive. */
export function forEachTie(sorted: ArrayLike<number>, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    visit(start, end);
    start = end;
  }
}
