import { type DataType, type NdArray, takeRows } from "@ganlens/core";
import { finiteRows } from "./finite-rows.ts";
import type { SampleFile, SampleFileOptions } from "./sample-file.ts";
import { valueRange } from "./value-range.ts";

/** Samples whose values have not been looked at yet. */
export interface RawSamples extends Omit<SampleFile, "range" | "rows" | "fileCount"> {
  readonly dtype: DataType;
  /** For messages. */
  readonly source: string;
}

/**
 * Leaves out samples that are not finite, with their labels and latents, and tells the range of the values.
 *
 * @throws {DatasetInvalidError} when none is finite, or the range must be given
 */
export function assembleSamples(
  raw: RawSamples,
  { range, meaning }: Pick<SampleFileOptions, "range" | "meaning">,
): SampleFile {
  const { dtype, source, x, labels, classes, latents, names, notes, sha256 } = raw;
  const { least, greatest, rows, note } = finiteRows(
    x as NdArray<Uint8Array | Float32Array>,
    source,
    meaning,
  );
  const keep = <T extends Uint8Array | Float32Array>(array: NdArray<T>) =>
    rows === undefined ? array : takeRows(array, rows);
  const found = valueRange({ dtype, least, greatest }, { range, meaning }, source);
  return {
    x: x.data instanceof Uint8Array ? keep(x as NdArray<Uint8Array>) : keep(x as NdArray<Float32Array>),
    range: found,
    ...(labels === undefined
      ? {}
      : { labels: rows === undefined ? labels : rows.map((row) => labels[row] as number) }),
    ...(classes === undefined ? {} : { classes }),
    ...(latents === undefined ? {} : { latents: keep(latents) }),
    ...(names === undefined
      ? {}
      : { names: rows === undefined ? names : Array.from(rows, (row) => names[row] as string) }),
    ...(rows === undefined ? {} : { rows, fileCount: x.shape[0] ?? 0 }),
    notes: [
      ...notes,
      ...(note === undefined ? [] : [note]),
      ...(found.origin === "found"
        ? [`Values are taken to be of ${found.low} to ${found.high}: found ${least} to ${greatest}.`]
        : []),
      ...(dtype === "uint8" && found.origin === "type" && greatest <= 1
        ? ["The largest byte is 1: if it means white, give the range 0 to 1."]
        : []),
    ],
    sha256,
  };
}
