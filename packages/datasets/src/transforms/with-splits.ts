import { DatasetInvalidError, type NdArray, takeRows } from "@ganlens/core";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

/**
 * The same samples in other splits; those that are in none any more are left out.
 *
 * @throws {DatasetInvalidError} when nothing is left of a split that had samples
 */
export function withSplits(
  samples: DatasetSamples,
  splits: Readonly<Record<string, Int32Array>>,
): DatasetSamples {
  for (const [name, rows] of Object.entries(splits)) {
    if (rows.length > 0 || (samples.splits[name]?.length ?? 1) === 0) continue;
    throw new DatasetInvalidError({
      message: `Expected samples in split ${name} of ${samples.info.name}, but its transforms leave none.`,
      hint: "Leave out the transform that takes the last of them, or let it keep more.",
    });
  }
  const used = new Set<number>();
  for (const rows of Object.values(splits)) for (const row of rows) used.add(row);
  const count = samples.ids.length;
  const kept = Int32Array.from(used).sort();
  const whole = kept.length === count;
  const place = new Int32Array(count);
  for (const [to, from] of kept.entries()) place[from] = to;
  const rowsOf = <T extends Uint8Array | Int32Array | Float32Array>(array: NdArray<T>): NdArray<T> =>
    whole ? array : takeRows(array, kept);
  const { labels, cleanLabels, factors, masks, info } = samples;
  const labelsOf = (of: Int32Array): Int32Array => kept.map((row) => of[row] as number);
  const counted = labels === undefined ? undefined : labelsOf(labels);
  return {
    ...samples,
    info: {
      ...info,
      ...(info.classes === undefined || counted === undefined
        ? {}
        : { classCounts: countsOf(counted, info.classes.length) }),
      splits: Object.fromEntries(Object.entries(splits).map(([name, rows]) => [name, rows.length])),
    },
    x: rowsOf(samples.x as NdArray<Uint8Array>),
    ids: Array.from(kept, (row) => samples.ids[row] as string),
    ...(counted === undefined ? {} : { labels: counted }),
    ...(cleanLabels === undefined ? {} : { cleanLabels: labelsOf(cleanLabels) }),
    ...(factors === undefined ? {} : { factors: rowsOf(factors) }),
    ...(masks === undefined ? {} : { masks: rowsOf(masks) }),
    splits: Object.fromEntries(
      Object.entries(splits).map(([name, rows]) => [name, rows.map((row) => place[row] as number)]),
    ),
  };
}

/** How many labels there are of each class. */
export function countsOf(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}
