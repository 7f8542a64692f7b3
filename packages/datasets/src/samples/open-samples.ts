import {
  type Batch,
  CancelledError,
  ConfigInvalidError,
  DatasetInvalidError,
  Random,
  ShapeError,
  sizeOf,
  takeRows,
  unknownNameError,
} from "@ganlens/core";
import { type Dataset, type DatasetCursor, datasetCursorSchema, type SplitOptions } from "../dataset.ts";
import type { DatasetSamples, StreamedSamples } from "./dataset-samples.ts";
import { ReadAhead } from "./read-ahead.ts";
import { type EpochPlace, ShuffledEpochs } from "./shuffled-epochs.ts";

/** Batches that are asked for before they are wanted, of samples that do not lie in memory. */
const batchesAhead = 2;
/** Of samples that do not lie in memory, a whole split is read in pieces of this many. */
const pieceSize = 1024;
const mostStoredBytes = 2 ** 30;

type Samples = DatasetSamples | StreamedSamples;

/** One split of loaded samples, opened; see {@link Dataset}. */
export function openSamples(samples: Samples, split: string, options: SplitOptions = {}): Dataset {
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
  let place: EpochPlace = { epoch: 0, position: 0 };
  let epochs: ShuffledEpochs | undefined;
  const ahead = "reader" in samples ? new ReadAhead(samples.reader) : undefined;

  return {
    info,
    split,
    size: rows.length,
    notes: samples.notes ?? [],
    classFrequencies: () => classFrequencies(samples, rows),
    all: async () => {
      if ("reader" in samples) assertHoldable(samples, split);
      return takeBatch(samples, rows, await allValues(samples, rows));
    },
    async slice(start, end) {
      if (!(start >= 0 && end >= start && end <= rows.length)) {
        throw new ShapeError({
          message: `Expected samples within 0…${rows.length} of split ${split} of ${info.name}, received ${start}…${end}.`,
        });
      }
      const chosen = rows.subarray(start, end);
      return takeBatch(samples, chosen, await allValues(samples, chosen));
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
      epochs ??= new ShuffledEpochs(rows, generator);
      const { rows: chosen, end } = epochs.rowsFrom(place, batchSize);
      place = end;
      epochs.forgetBefore(place.epoch);
      if ("x" in samples) return takeBatch(samples, chosen, storedValues(samples, chosen));
      const coming: Int32Array[] = [];
      for (let i = 0, at = place; i < batchesAhead; i++) {
        const next = epochs.rowsFrom(at, batchSize);
        coming.push(next.rows);
        at = next.end;
      }
      return takeBatch(samples, chosen, await (ahead as ReadAhead).take(chosen, coming));
    },
    get cursor() {
      return {
        sha256: info.sha256,
        split,
        random: expectRandom(random, info.name).state,
        ...place,
      };
    },
    restore(cursor) {
      const saved = expectCursor(cursor, { sha256: info.sha256, split, size: rows.length, name: info.name });
      random = Random.fromState(saved.random);
      place = { epoch: saved.epoch, position: saved.position };
      epochs = undefined;
    },
    openSplit: (other, otherOptions) => openSamples(samples, other, otherOptions),
    close: async () => {
      if ("reader" in samples) await samples.reader.close();
    },
  };
}

function classFrequencies({ labels, info }: Samples, rows: Int32Array): number[] {
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

/** @throws {DatasetInvalidError} when a whole split is too much for memory */
function assertHoldable({ info, splits }: StreamedSamples, split: string): void {
  const bytes = sizeOf(info.shape) * (splits[split]?.length ?? 0);
  if (bytes <= mostStoredBytes) return;
  throw new DatasetInvalidError({
    message: `Expected at most ${mostStoredBytes} bytes of pixels to take all of split ${split} of ${info.name} at once, found ${bytes}.`,
    hint: "Choose a smaller size or fewer images, or read it batch by batch.",
  });
}

function storedValues({ x, maximum, info }: DatasetSamples, rows: Int32Array): Float32Array {
  const width = sizeOf(info.shape);
  const data = new Float32Array(rows.length * width);
  if (x.data instanceof Uint8Array) {
    fillFromBytes(data, x.data, { rows, width, maximum });
    return data;
  }
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * width;
    data.set(x.data.subarray(start, start + width), i * width);
  }
  if (maximum !== 1) for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) / maximum;
  return data;
}

/** Bytes have 256 values: looking one up is quicker than a division, of which there would be one for each pixel. */
function fillFromBytes(
  data: Float32Array,
  bytes: Uint8Array,
  { rows, width, maximum }: { readonly rows: Int32Array; readonly width: number; readonly maximum: number },
): void {
  const levels = Float32Array.from({ length: 256 }, (_, level) => level / maximum);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] as number) * width;
    const to = i * width;
    for (let j = 0; j < width; j++) data[to + j] = levels[bytes[from + j] as number] as number;
  }
}

/** @throws {CancelledError} when the signal of streamed samples aborts */
async function allValues(samples: Samples, rows: Int32Array): Promise<Float32Array> {
  if ("x" in samples) return storedValues(samples, rows);
  const width = sizeOf(samples.info.shape);
  const data = new Float32Array(rows.length * width);
  for (let start = 0; start < rows.length; start += pieceSize) {
    data.set(await samples.reader.read(rows.subarray(start, start + pieceSize)), start * width);
    if (samples.signal?.aborted && rows.length > pieceSize) {
      throw new CancelledError({ message: `Reading ${samples.info.name} was stopped.` });
    }
  }
  return data;
}

function takeBatch(samples: Samples, rows: Int32Array, data: Float32Array): Batch {
  const { labels, factors, masks, info } = samples;
  return {
    x: { data, shape: [rows.length, ...info.shape] },
    ids: Array.from(rows, (row) => samples.ids[row] as string),
    ...(labels === undefined ? {} : { labels: rows.map((row) => labels[row] as number) }),
    ...(factors === undefined ? {} : { factors: takeRows(factors, rows) }),
    ...(masks === undefined ? {} : { masks: takeRows(masks, rows) }),
  };
}
