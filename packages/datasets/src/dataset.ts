import {
  type Batch,
  type DatasetInfo,
  type Random,
  type RandomState,
  randomStateSchema,
} from "@ganlens/core";
import * as z from "zod";

/** Where a shuffled sequence of batches stands; plain JSON. */
export interface DatasetCursor {
  /** Hash and split of the data that the sequence runs over. */
  readonly sha256: string;
  readonly split: string;
  /** The generator that orders the epochs. */
  readonly random: RandomState;
  /** Whole passes over the split so far. */
  readonly epoch: number;
  /** Samples of the current pass already yielded. */
  readonly position: number;
}

export const datasetCursorSchema: z.ZodType<DatasetCursor> = z.strictObject({
  sha256: z.string(),
  split: z.string(),
  random: randomStateSchema,
  epoch: z.int().nonnegative(),
  position: z.int().nonnegative(),
});

/** How a split is opened. */
export interface SplitOptions {
  /** Orders the epochs of {@link Dataset.next}; nothing is drawn from it. Without it, only {@link Dataset.all} works. */
  readonly random?: Random | undefined;
  /** Samples in a batch when {@link Dataset.next} is not told; 64 unless given. */
  readonly batchSize?: number | undefined;
}

/** One split of a data set, in memory or read as it is asked for. Images are float32 NHWC in [0, 1]. */
export interface Dataset {
  readonly info: DatasetInfo;
  readonly split: string;
  /** Number of samples in this split. */
  readonly size: number;
  /** What a user should be told of the data, such as files that were skipped. */
  readonly notes: readonly string[];
  /** The share of each class among the samples of this split, one per class, with sum 1; empty where there are no classes. */
  classFrequencies(): number[];
  /**
   * The whole split in its stable order: by hash for images, so that the first k are a random k.
   *
   * @throws {DatasetInvalidError} when it does not lie in memory and has more than 1 GiB of pixels
   */
  all(): Promise<Batch>;
  /**
   * Samples `start` to `end` (exclusive) of that order, without the rest.
   *
   * @throws {ShapeError} when they do not lie within the split
   */
  slice(start: number, end: number): Promise<Batch>;
  /**
   * The next samples of an endless sequence of shuffled epochs; a batch may span two. {@link cursor} moves as it is called, so
   * calls that overlap yield what they would have yielded one after another.
   *
   * @throws {ConfigInvalidError} when opened without `random`, or for a batch size that is not a positive integer
   */
  next(batchSize?: number): Promise<Batch>;
  /**
   * Where {@link next} stands, to save.
   *
   * @throws {ConfigInvalidError} when opened without `random`
   */
  readonly cursor: DatasetCursor;
  /**
   * Goes on exactly where `cursor` was taken.
   *
   * @throws {DatasetInvalidError} when the cursor is not one, or belongs to other data
   */
  restore(cursor: DatasetCursor): void;
  /**
   * Another split of the same data, without reading them again.
   *
   * @throws {ConfigInvalidError} for an unknown split
   */
  openSplit(split: string, options?: SplitOptions): Dataset;
  /** Ends what reads and decodes samples that do not lie in memory, for all splits; where they are read again it begins anew. */
  close?(): Promise<void>;
}
