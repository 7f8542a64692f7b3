import type { Batch, NdArray } from "@ganlens/core";

/** How far samples lie from each other, as real ones do: what collapse shows in. */
export interface SampleSpread {
  /** Mean distance between two samples over that between two real ones; 0 where all samples are one. */
  readonly spread: number;
  /**
   * e to the entropy of the classes of their nearest real samples: from 1, where all are of one, to the number of classes. Null where
   * the real ones have no labels, or one class only.
   */
  readonly classes: number | null;
}

/** Samples of either side that are looked at: 4,950 pairs. */
const looked = 100;

/**
 * Compares the spread of samples with that of real ones of the same shape, by Euclidean distance.
 *
 * @param real some real samples, better 100 or more; at most 200 are used
 * @returns a function of samples `[n, …]`; of those at most 100, spread evenly over all, are used
 */
export function sampleSpread(real: Pick<Batch, "x" | "labels">): (samples: NdArray) => SampleSpread {
  const at = evenly(real.x.shape[0] ?? 0, 2 * looked);
  const references = rowsOf(real.x, at);
  const ofReal = meanDistance(rowsOf(real.x, evenly(real.x.shape[0] ?? 0, looked)));
  const labels = real.labels === undefined ? undefined : at.map((row) => real.labels?.[row]);
  const isLabelled = labels !== undefined && new Set(labels).size > 1;
  return (samples) => {
    const own = rowsOf(samples, evenly(samples.shape[0] ?? 0, looked));
    return {
      spread: meanDistance(own) / ofReal,
      classes: isLabelled
        ? effectiveNumber(own.map((row) => labels[nearest(row, references)] as number))
        : null,
    };
  };
}

/** e to the entropy of the shares of labels: how many classes of equal share would be as varied. */
function effectiveNumber(labels: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / labels.length);
  return Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0));
}

/** At most so many of `count` rows, at equal distances. */
function evenly(count: number, most: number): readonly number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken));
}

function rowsOf({ data, shape }: NdArray, at: readonly number[]): Float32Array[] {
  const width = data.length / (shape[0] ?? 1);
  return at.map((row) => data.subarray(row * width, (row + 1) * width));
}

function meanDistance(rows: readonly Float32Array[]): number {
  let sum = 0;
  for (let i = 1; i < rows.length; i++) {
    for (let j = 0; j < i; j++) {
      sum += Math.sqrt(squared(rows[i] as Float32Array, rows[j] as Float32Array));
    }
  }
  return sum / ((rows.length * (rows.length - 1)) / 2);
}

function nearest(row: Float32Array, references: readonly Float32Array[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [i, reference] of references.entries()) {
    const distance = squared(row, reference);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

function squared(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return sum;
}
