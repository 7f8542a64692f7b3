import * as z from "zod";
import type { NdArray } from "./nd-array.ts";

/** A known cause of variation in a data set, with the values it takes. */
export interface Factor {
  readonly name: string;
  readonly size: number;
  readonly values: readonly number[];
}

/** How files of pictures became samples. */
export interface PictureTransform {
  /** Height and width of every sample. */
  readonly size: readonly [height: number, width: number];
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** `cover`: the middle is cut out; `contain`: all is seen, between bars; `stretch`: each side changes on its own. */
  readonly fit: "cover" | "contain" | "stretch";
  /** What is seen where the picture is transparent, and beside it where `fit` is `contain`. */
  readonly behind: "white" | "black";
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
  /** What masks tell apart in an image, the lowest first. */
  readonly parts?: readonly string[];
  /** Number of samples in each split. */
  readonly splits: Readonly<Record<string, number>>;
  readonly licence: string;
  /** Hash of the samples, so that two runs can tell whether they saw the same data; of files: of their bytes and `transform`. */
  readonly sha256: string;
  /** What was done to files of pictures. */
  readonly transform?: PictureTransform;
  /** What decoded files of pictures: another one can give other pixels for the same bytes. */
  readonly decoder?: { readonly name: string; readonly version: string };
}

/** One mini-batch; `ids` are stable across runs. */
export interface Batch {
  /** Samples, shape `[batch, …info.shape]`; images are float32 in [0, 1]. */
  readonly x: NdArray;
  readonly ids: readonly string[];
  readonly labels?: Int32Array;
  readonly factors?: NdArray<Int32Array>;
  /** How much of each pixel shows each of `info.parts`, `[batch, parts, height, width]`; 255 is all of it. */
  readonly masks?: NdArray<Uint8Array>;
}

const factorSchema: z.ZodType<Factor> = z.strictObject({
  name: z.string(),
  size: z.int().positive(),
  values: z.array(z.number()),
});

export const pictureTransformSchema: z.ZodType<PictureTransform> = z.strictObject({
  size: z.tuple([z.int().positive(), z.int().positive()]),
  channels: z.union([z.literal(1), z.literal(3)]),
  fit: z.enum(["cover", "contain", "stretch"]),
  behind: z.enum(["white", "black"]),
});

export const datasetInfoSchema: z.ZodType<DatasetInfo> = z.strictObject({
  name: z.string(),
  kind: z.enum(["image", "points", "text"]),
  shape: z.array(z.int().positive()),
  classes: z.array(z.string()).exactOptional(),
  classCounts: z.array(z.int().nonnegative()).exactOptional(),
  factors: z.array(factorSchema).exactOptional(),
  parts: z.array(z.string()).exactOptional(),
  splits: z.record(z.string(), z.int().nonnegative()),
  licence: z.string(),
  sha256: z.string(),
  transform: pictureTransformSchema.exactOptional(),
  decoder: z.strictObject({ name: z.string(), version: z.string() }).exactOptional(),
});
