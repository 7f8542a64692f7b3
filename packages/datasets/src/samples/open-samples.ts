import {
  type Batch,
  ConfigInvalidError,
  DatasetInvalidError,
  type NdArray,
  Random,
  ShapeError,
  sizeOf,
  unknownNameError,
} from "@ganlens/core";
import { type Dataset, type DatasetCursor, datasetCursorSchema, type SplitOptions } from "../dataset.ts";
import type { DatasetSamples } from "./dataset-samples.ts";

/** One split of loaded samples, opened; see {@link Dataset}. */
export function openSamples(samples: DatasetSamples, split: string, options: SplitOptions = {}): Dataset {
  const { info } = samples;
  if (!Object.hasOwn(samples.splits, split)) {
    throw unknownNameError({
      what: `split of ${info.name}`,
      name: split,
      known: Object.keys(samples.splits),
    });
  }
  const rows = samples.splits[split] as Int32Array;
  const { batchSize: usualBatchSize = 64 } = options;
  let random = options.random;
  let epoch = 0;
  let position = 0;
  let order: Int32Array | undefined;

  function orderOf(generator: Random): Int32Array {
    order ??= generator.split(`epoch-${epoch}`).permutation(rows.length);
    return order;
  }

  return {
    info,
    split,
    size: rows.length,
    notes: samples.notes ?? [],
    classFrequencies: () => classFrequencies(samples, rows),
    all: async () => takeBatch(samples, rows),
    async slice(start, end) {
      if (!(start >= 0 && end >= start && end <= rows.length)) {
        throw new ShapeError({
          message: `Expected samples within 0…${rows.length} of split ${split} of ${info.name}, received ${start}…${end}.`,
        });
      }
      return takeBatch(samples, rows.subarray(start, end));
    },
    async next(batchSize = usualBatchSize) {
      const generator = expectRandom(random, info.name);
      if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
        throw new ConfigInvalidError({
          message: `Expected a batch size of at least 1, received ${batchSize}.`,
        });
      }
      if (rows.length === 0) {
        throw new DatasetInvalidError({
          message: `Expected samples in split ${split} of ${info.name}, found none.`,
        });
      }
      const chosen = new Int32Array(batchSize);
      for (let i = 0; i < batchSize; i++) {
        chosen[i] = rows[orderOf(generator)[position] as number] as number;
        position++;
        if (position === rows.length) {
          epoch++;
          position = 0;
          order = undefined;
        }
      }
      return takeBatch(samples, chosen);
    },
    get cursor() {
      return {
        sha256: info.sha256,
        split,
        random: expectRandom(random, info.name).state,
        epoch,
        position,
      };
    },
    restore(cursor) {
      const saved = expectCursor(cursor, { sha256: info.sha256, split, size: rows.length, name: info.name });
      random = Random.fromState(saved.random);
      epoch = saved.epoch;
      position = saved.position;
      order = undefined;
    },
    openSplit: (other, otherOptions) => openSamples(samples, other, otherOptions),
  };
}

function classFrequencies({ labels, info }: DatasetSamples, rows: Int32Array): number[] {
  if (labels === undefined || info.classes === undefined) return [];
  const counts = info.classes.map(() => 0);
  for (const row of rows) {
    const label = labels[row] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  return counts.map((count) => count / Math.max(1, rows.length));
}

function expectRandom(random: Random | undefined, name: string): Random {
  if (random !== undefined) return random;
  throw new ConfigInvalidError({
    message: `Expected ${name} to have been opened with "random", which orders the batches; received none.`,
    hint: 'Pass random: Random.fromSeed(seed).split("data") when opening it.',
  });
}

function expectCursor(
  cursor: DatasetCursor,
  { sha256, split, size, name }: { sha256: string; split: string; size: number; name: string },
): DatasetCursor {
  const parsed = datasetCursorSchema.safeParse(cursor);
  if (!parsed.success) {
    throw new DatasetInvalidError({
      message: `Expected the saved cursor of a data set, received something else.`,
      cause: parsed.error,
    });
  }
  if (parsed.data.sha256 !== sha256 || parsed.data.split !== split || parsed.data.position >= size) {
    throw new DatasetInvalidError({
      message:
        `Expected a cursor of split ${split} of ${name} (sha256 ${sha256}), ` +
        `received one of split ${parsed.data.split} of data with sha256 ${parsed.data.sha256}.`,
      hint: "The data have changed since the cursor was saved: restore them, or start anew.",
    });
  }
  return parsed.data;
}

function takeBatch(samples: DatasetSamples, rows: Int32Array): Batch {
  const { x, maximum, labels, factors, masks, info } = samples;
  const width = sizeOf(info.shape);
  const data = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * width;
    for (let j = 0; j < width; j++) data[i * width + j] = (x.data[start + j] as number) / maximum;
  }
  return {
    x: { data, shape: [rows.length, ...info.shape] },
    ids: Array.from(rows, (row) => samples.ids[row] as string),
    ...(labels === undefined ? {} : { labels: rows.map((row) => labels[row] as number) }),
    ...(factors === undefined ? {} : { factors: takeRows(factors, rows) }),
    ...(masks === undefined ? {} : { masks: takeRows(masks, rows) }),
  };
}

function takeRows<T extends Int32Array | Uint8Array>(
  { data, shape }: NdArray<T>,
  rows: Int32Array,
): NdArray<T> {
  const [, ...inner] = shape;
  const width = sizeOf(inner);
  const taken = new (data.constructor as new (length: number) => T)(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * width;
    taken.set(data.subarray(start, start + width), i * width);
  }
  return { data: taken, shape: [rows.length, ...inner] };
}
