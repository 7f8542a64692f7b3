import * as z from "zod";
import type { NdArray } from "./nd-array.ts";

/** A known cause of variation in a data set, with the values it takes. */
export interface Factor {
  readonly name: string;
  readonly size: number;
  readonly values: readonly number[];
}

/** What a data source says about itself. */
export interface DatasetInfo {
  readonly name: string;
  readonly kind: "image" | "points" | "text";
  /** Shape of one sample: `[height, width, channels]` for images, `[dimensions]` for points. */
  readonly shape: readonly number[];
  readonly classes?: readonly string[];
  /** How many samples each class has. */
  readonly classCounts?: readonly number[];
  readonly factors?: readonly Factor[];
  /** Number of samples in each split. */
  readonly splits: Readonly<Record<string, number>>;
  readonly licence: string;
  /** Hash of the samples, so that two runs can tell whether they saw the same data. */
  readonly sha256: string;
}

/** One mini-batch; `ids` are stable across runs. */
export interface Batch {
  /** Samples, shape `[batch, …info.shape]`; images are float32 in [0, 1]. */
  readonly x: NdArray;
  readonly ids: readonly string[];
  readonly labels?: Int32Array;
  readonly factors?: NdArray<Int32Array>;
  readonly masks?: NdArray<Uint8Array>;
}

const factorSchema: z.ZodType<Factor> = z.strictObject({
  name: z.string(),
  size: z.int().positive(),
  values: z.array(z.number()),
});

export const datasetInfoSchema: z.ZodType<DatasetInfo> = z.strictObject({
  name: z.string(),
  kind: z.enum(["image", "points", "text"]),
  shape: z.array(z.int().positive()),
  classes: z.array(z.string()).exactOptional(),
  classCounts: z.array(z.int().nonnegative()).exactOptional(),
  factors: z.array(factorSchema).exactOptional(),
  splits: z.record(z.string(), z.int().nonnegative()),
  licence: z.string(),
  sha256: z.string(),
});
