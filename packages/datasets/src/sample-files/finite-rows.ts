import { DatasetInvalidError, type NdArray } from "@ganlens/core";
import { fileWords, type SampleMeaning } from "./file-words.ts";

/** Extremes of the finite rows, and which rows are finite where not all are. */
export interface FiniteRows {
  readonly least: number;
  readonly greatest: number;
  /** Row numbers; left out when all rows are finite. */
  readonly rows?: Int32Array;
  readonly note?: string;
}

/**
 * Finds the rows without NaN and infinities.
 *
 * @throws {DatasetInvalidError} when there are none
 */
export function finiteRows(
  { data, shape }: NdArray<Uint8Array | Float32Array>,
  source: string,
  meaning: SampleMeaning = "samples",
): FiniteRows {
  const words = fileWords[meaning];
  const [count = 0] = shape;
  const width = data.length / count;
  const kept: number[] = [];
  let firstStray = -1;
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < count; row++) {
    let [rowLeast, rowGreatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let finite = true;
    for (let i = row * width; i < (row + 1) * width; i++) {
      const value = data[i] as number;
      if (value < rowLeast) rowLeast = value;
      if (value > rowGreatest) rowGreatest = value;
      if (!Number.isFinite(value)) finite = false;
    }
    if (finite) {
      kept.push(row);
      least = Math.min(least, rowLeast);
      greatest = Math.max(greatest, rowGreatest);
    } else if (firstStray === -1) firstStray = row;
  }
  if (kept.length === 0) {
    throw new DatasetInvalidError({
      message: `Expected finite samples in ${source}, found none: ${words.noneFinite}.`,
      hint: words.noneFiniteHint,
    });
  }
  const strays = count - kept.length;
  if (strays === 0) return { least, greatest };
  const share = ((100 * strays) / count).toFixed(1);
  return {
    least,
    greatest,
    rows: Int32Array.from(kept),
    note: `${strays} of ${count} samples (${share} %) are not finite and are left out, the first is number ${firstStray}${words.someNotFinite}.`,
  };
}
