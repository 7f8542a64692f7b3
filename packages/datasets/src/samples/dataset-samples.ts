import type { DatasetInfo, NdArray } from "@ganlens/core";
import type { SampleReader } from "./sample-reader.ts";

/** All samples of a data set with the splits they fall into: what a {@link DatasetSource} loads. */
export interface DatasetSamples {
  readonly info: DatasetInfo;
  /** Samples as stored, shape `[n, …info.shape]`; bytes for images, to keep folders of images small in memory. */
  readonly x: NdArray<Uint8Array> | NdArray<Float32Array>;
  /** The stored value that is yielded as 1: 255 for ordinary images, 1 for points. */
  readonly maximum: number;
  /** One per sample, unique, stable across runs and file orders. */
  readonly ids: readonly string[];
  /** Class of each sample, an index into `info.classes`. */
  readonly labels?: Int32Array;
  /** The right class of each sample, where some of `labels` are wrong on purpose. */
  readonly cleanLabels?: Int32Array;
  /** Factor values of each sample, indices into `info.factors[k].values`, shape `[n, factors]`. */
  readonly factors?: NdArray<Int32Array>;
  /** How much of each pixel shows each of `info.parts`, `[n, parts, height, width]`; 255 is all of it. */
  readonly masks?: NdArray<Uint8Array>;
  /** The samples of each split in its stable order, as row numbers of `x`. */
  readonly splits: Readonly<Record<string, Int32Array>>;
  /** What a user should be told, such as files that were skipped; one sentence each. */
  readonly notes?: readonly string[];
}

/** Samples that do not lie in memory, with the splits they fall into. */
export interface StreamedSamples extends Omit<DatasetSamples, "x" | "maximum"> {
  readonly reader: SampleReader;
  /** Stops the reading of a whole split, which may take long. */
  readonly signal?: AbortSignal | undefined;
}

/** A named place that samples come from; {@link registerDataset} makes it known to {@link openDataset}. */
export interface DatasetSource<Samples = DatasetSamples> {
  /** Lower case letters, digits and hyphens. */
  readonly name: string;
  /** One sentence for people who choose. */
  readonly description: string;
  /** Under which terms the samples may be used, where that is known before they are loaded. */
  readonly licence?: string;
  /**
   * Reads or makes all samples; called once per opened data set.
   *
   * @throws {DatasetInvalidError} when the data are missing, damaged or too few
   */
  load(): Promise<Samples>;
}

/** A source of samples that lie in memory or do not. */
export type AnyDatasetSource = DatasetSource<DatasetSamples | StreamedSamples>;
