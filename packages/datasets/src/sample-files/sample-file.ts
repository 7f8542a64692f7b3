import type { NdArray } from "@ganlens/core";
import type { SampleMeaning } from "./file-words.ts";

/** Which values mean black and white. */
export interface SampleRange {
  readonly low: number;
  readonly high: number;
  /** Whether the samples are bytes or floats, as they were read. */
  readonly stored: "uint8" | "float";
  /** How it is known: from the type (bytes are 0 to 255), from the values found, or because it was given. */
  readonly origin: "type" | "found" | "given";
}

/** Where channels stand: last, or before height and width. */
export type SampleLayout = "nhwc" | "nchw";

/** What may be said of samples that do not tell it themselves. */
export interface SampleFileOptions {
  /** What the images are, for messages: `samples` of a generator unless told, or `data` that are learned from. */
  readonly meaning?: SampleMeaning | undefined;
  /** The values that mean black and white. */
  readonly range?: readonly [low: number, high: number] | undefined;
  readonly layout?: SampleLayout | undefined;
  /** Height and width of images that are stored as rows of numbers. */
  readonly size?: readonly [height: number, width: number] | undefined;
  /** The member of an archive that holds the images. */
  readonly images?: string | undefined;
  /** A file of labels beside that of the images: IDX, npy or npz. */
  readonly labels?: NamedBytes | undefined;
  /** The most bytes that the arrays of a file may take; 1 GiB unless told. */
  readonly maximumBytes?: number | undefined;
}

/** The bytes of a file, and its name for messages. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Samples of a generator as somebody saved them: nothing is rescaled, repeated or filled in. */
export interface SampleFile {
  /** Values as stored, shape `[n, height, width, channels]`; {@link sampleBatch} maps them to [0, 1]. */
  readonly x: NdArray<Uint8Array> | NdArray<Float32Array>;
  readonly range: SampleRange;
  /** Indices into `classes`. */
  readonly labels?: Int32Array;
  readonly classes?: readonly string[];
  /** What each sample was made from, shape `[n, d]`. */
  readonly latents?: NdArray<Float32Array>;
  /** File names, where each sample is a file. */
  readonly names?: readonly string[];
  /** Which samples of the file these are, where some were left out because they are not finite. */
  readonly rows?: Int32Array;
  /** How many samples the file holds, where some were left out. */
  readonly fileCount?: number;
  /** What was concluded or left out, for users. */
  readonly notes: readonly string[];
  /** SHA-256 of the file, or of the files' hashes in their order. */
  readonly sha256: string;
}

/** No file of fewer samples is taken: nothing can be said of it. */
export const fewestSamples = 10;

/** What the arrays of a file may take unless told. */
export const defaultMaximumBytes: number = 2 ** 30;
