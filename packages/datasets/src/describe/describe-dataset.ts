import { type DatasetInfo, type NdArray, sha256Hex, sizeOf } from "@ganlens/core";
import type { Dataset } from "../dataset.ts";

/** Samples read at a time. */
const blockSize = 500;

/** What there is in one split. */
export interface SplitDescription {
  readonly count: number;
  /** Samples of each class, in the order of `info.classes`; nothing where there are no classes. */
  readonly classCounts?: readonly number[];
  /** Samples whose values are those of an earlier one of the same split. */
  readonly duplicates: number;
}

/** Samples that two splits share by their values, one split holding none of the other. */
export interface SharedSamples {
  readonly splits: readonly [string, string];
  /** Samples of the second split whose values also occur in the first. */
  readonly count: number;
}

/** What can be said of a data set by looking at all of its samples. */
export interface DatasetDescription {
  readonly info: DatasetInfo;
  readonly notes: readonly string[];
  readonly splits: Readonly<Record<string, SplitDescription>>;
  /** All pairs of splits with samples in common, but those of which one is a part of the other. */
  readonly shared: readonly SharedSamples[];
  readonly minimum: number;
  readonly maximum: number;
  /** Mean and standard deviation of all values. */
  readonly mean: number;
  readonly standardDeviation: number;
  /** The mean of all samples, of shape `info.shape`. */
  readonly meanSample: NdArray;
}

/**
 * Reads all splits of a data set, in blocks, and counts what is in them. Values are as yielded, images in [0, 1]; a sample that is in
 * several splits counts once in what is said of the whole.
 *
 * @throws {DatasetInvalidError} when samples cannot be read
 */
export async function describeDataset(dataset: Dataset): Promise<DatasetDescription> {
  const { info } = dataset;
  const width = sizeOf(info.shape);
  const whole = {
    count: 0,
    sum: 0,
    squares: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: Number.NEGATIVE_INFINITY,
  };
  const sums = new Float64Array(width);
  const counted = new Set<string>();
  const splits: Record<string, SplitDescription> = {};
  const contents = new Map<string, { readonly ids: Set<string>; readonly hashes: readonly string[] }>();
  for (const name of Object.keys(info.splits)) {
    const split = dataset.openSplit(name);
    const hashes: string[] = [];
    const ids = new Set<string>();
    const classCounts = info.classes?.map(() => 0);
    for (let start = 0; start < split.size; start += blockSize) {
      const batch = await split.slice(start, Math.min(split.size, start + blockSize));
      for (const [i, id] of batch.ids.entries()) {
        const sample = batch.x.data.subarray(i * width, (i + 1) * width);
        hashes.push(sha256Hex(new Uint8Array(sample.buffer, sample.byteOffset, sample.byteLength)));
        ids.add(id);
        const label = batch.labels?.[i];
        if (classCounts !== undefined && label !== undefined) {
          classCounts[label] = (classCounts[label] as number) + 1;
        }
        if (counted.has(id)) continue;
        counted.add(id);
        whole.count++;
        for (const [k, value] of sample.entries()) {
          whole.sum += value;
          whole.squares += value * value;
          if (value < whole.minimum) whole.minimum = value;
          if (value > whole.maximum) whole.maximum = value;
          sums[k] = (sums[k] as number) + value;
        }
      }
    }
    contents.set(name, { ids, hashes });
    splits[name] = {
      count: split.size,
      ...(classCounts === undefined ? {} : { classCounts }),
      duplicates: hashes.length - new Set(hashes).size,
    };
  }
  const values = whole.count * width;
  const mean = whole.sum / values;
  return {
    info,
    notes: dataset.notes,
    splits,
    shared: sharedSamples(contents),
    minimum: whole.minimum,
    maximum: whole.maximum,
    mean,
    standardDeviation: Math.sqrt(Math.max(0, whole.squares / values - mean * mean)),
    meanSample: { data: Float32Array.from(sums, (sum) => sum / whole.count), shape: info.shape },
  };
}

function sharedSamples(
  contents: ReadonlyMap<string, { readonly ids: ReadonlySet<string>; readonly hashes: readonly string[] }>,
): SharedSamples[] {
  const names = [...contents.keys()];
  return names.flatMap((first, k) =>
    names.slice(k + 1).flatMap((second): SharedSamples[] => {
      const [one, other] = [contents.get(first), contents.get(second)];
      if (one === undefined || other === undefined) return [];
      // Splits that overlap by name share samples on purpose: held-out is what test and validation are together.
      if ([...one.ids].some((id) => other.ids.has(id))) return [];
      const known = new Set(one.hashes);
      const count = other.hashes.filter((hash) => known.has(hash)).length;
      return count === 0 ? [] : [{ splits: [first, second], count }];
    }),
  );
}
