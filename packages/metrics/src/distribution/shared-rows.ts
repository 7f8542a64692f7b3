import type { CheckedFeatures } from "../linear/features.ts";

/** Rows of the second that stand in the first as well, compared in float32. */
export function sharedRows(first: CheckedFeatures, second: CheckedFeatures): number {
  const { d } = first;
  if (second.d !== d) return 0;
  const rowsOfHash = new Map<number, number[]>();
  for (let i = 0; i < first.n; i++) {
    const hash = rowHash(first, i);
    const rows = rowsOfHash.get(hash);
    if (rows) rows.push(i);
    else rowsOfHash.set(hash, [i]);
  }
  const equal = (i: number, k: number): boolean => {
    for (let j = 0; j < d; j++) {
      if (Math.fround(first.data[i * d + j] as number) !== Math.fround(second.data[k * d + j] as number)) {
        return false;
      }
    }
    return true;
  };
  let shared = 0;
  for (let k = 0; k < second.n; k++) {
    // A few candidates are enough: in a set of equal rows the first one matches.
    const candidates = rowsOfHash.get(rowHash(second, k)) ?? [];
    if (candidates.slice(0, 8).some((i) => equal(i, k))) shared++;
  }
  return shared;
}

function rowHash({ data, d }: CheckedFeatures, row: number): number {
  const words = new Int32Array(
    Float32Array.from(data.subarray(row * d, (row + 1) * d), (value) => value + 0).buffer,
  );
  let hash = 0x811c9dc5;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}
