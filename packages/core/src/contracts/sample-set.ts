import type { Latents } from "./latents.ts";
import type { NdArray } from "./nd-array.ts";

/** Some samples of a set, with all that is known of each. */
export interface SampleBatch {
  /** Shape `[batch, …set.shape]`; images are float32 in [0, 1]. */
  readonly x: NdArray;
  /** Names of real samples, as their data set has them. */
  readonly ids?: readonly string[];
  /** Class of each, an index into the data set's classes. */
  readonly labels?: Int32Array;
  /** What a generator drew them from. */
  readonly latents?: Latents;
  readonly factors?: NdArray<Int32Array>;
  readonly masks?: NdArray<Uint8Array>;
}

/**
 * Samples that are read batch by batch, so that a large set needs no more memory than a small one.
 *
 * The same key means the same samples in the same order, whatever the size of the batches.
 */
export interface SampleSet {
  /** What they are, for sentences: "real" or "generated". */
  readonly name: string;
  /** A string that names exactly these samples; keys what is computed from them. */
  readonly key: string;
  readonly count: number;
  /** Shape of one sample. */
  readonly shape: readonly number[];
  /** All of them in order; may be called again. */
  batches(options?: { readonly batchSize?: number }): AsyncIterable<SampleBatch>;
}
