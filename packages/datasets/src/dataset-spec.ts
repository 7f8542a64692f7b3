import type { PictureTransform } from "@ganlens/core";
import * as z from "zod";
import { type ProceduralSpec, proceduralSpecSchema } from "./procedural/procedural-spec.ts";
import type { SampleLayout } from "./sample-files/sample-file.ts";
import { type TransformSpec, transformSpecSchema } from "./transforms/transforms.ts";

/** A pair of IDX files by path, gzipped or not. */
export interface IdxFilesSpec {
  readonly images: string;
  readonly labels?: string;
  /** What the data set is called; the name of the file of images, up to its first dot, unless told. */
  readonly name?: string;
}

/** A folder of images by path. */
export interface ImageFolderSpec {
  readonly path: string;
  /**
   * Height and width that every image is brought to; unless told, a square of 28, 32 or 64, the largest that is not above the
   * median of the images' shorter sides, and 28 below that.
   */
  readonly size?: readonly [height: number, width: number];
  /** 1 for grey, 3 for red, green and blue; as most of the files have unless told. */
  readonly channels?: 1 | 3;
  /** How an image of another shape is brought to `size`; `cover` unless told. */
  readonly fit?: PictureTransform["fit"];
  /**
   * Whether pictures are decoded as they are needed instead of being kept in memory; above 256 MiB of pixels unless told. It
   * changes no batch.
   */
  readonly stream?: boolean;
}

/**
 * A file of images or points by path, and what it does not tell itself: npz, npy, IDX, safetensors, a zip of pictures, parquet,
 * CSV, or CIFAR's binary files (one, or the folder that holds them).
 */
export interface ImageFileSpec {
  readonly path: string;
  /** A file of labels beside it; those in the same file unless told. */
  readonly labels?: string;
  /** The values that mean black and white, where the type and the values found do not tell. */
  readonly range?: readonly [low: number, high: number];
  /** Where channels stand, where the shape does not tell. */
  readonly layout?: SampleLayout;
  /** Height and width of images that are stored as rows of numbers; of pictures, what they are brought to, as in a folder. */
  readonly size?: readonly [height: number, width: number];
  /** Of pictures: as in a folder. */
  readonly channels?: 1 | 3;
  readonly fit?: PictureTransform["fit"];
  /** The array, or column of pictures, that holds the images, where several could. */
  readonly images?: string;
  /** The column of a table that holds the labels; of CIFAR-100, `fine` (unless told) or `coarse`. */
  readonly labelColumn?: string;
  /** How many images are taken of a file in the layout of dSprites; 20,000 unless told. */
  readonly count?: number;
  /** Lets the samples take more than 1 GiB, up to 64 GiB. */
  readonly allowLarge?: boolean;
}

/** Data that lie in files by path. */
export type FilesSpec =
  | { readonly idx: IdxFilesSpec }
  | { readonly folder: ImageFolderSpec }
  | { readonly file: ImageFileSpec };

/** Other data with changes, done in order. */
export interface TransformedSpec {
  readonly from: DatasetSpec;
  readonly transforms: readonly TransformSpec[];
}

/** What a configuration says to name its data: a registered name, files by path, rendered images, or any of these with changes. */
export type DatasetSpec = string | FilesSpec | { readonly procedural: ProceduralSpec } | TransformedSpec;

const side = z.int().min(4).max(1024);

export const idxFilesSpecSchema: z.ZodType<IdxFilesSpec> = z.strictObject({
  images: z.string().min(1),
  labels: z.string().min(1).exactOptional(),
  name: z.string().min(1).exactOptional(),
});

export const imageFolderSpecSchema: z.ZodType<ImageFolderSpec> = z.strictObject({
  path: z.string().min(1),
  size: z.tuple([side, side]).exactOptional(),
  channels: z.union([z.literal(1), z.literal(3)]).exactOptional(),
  fit: z.enum(["cover", "contain", "stretch"]).exactOptional(),
  stream: z.boolean().exactOptional(),
});

export const imageFileSpecSchema: z.ZodType<ImageFileSpec> = z.strictObject({
  path: z.string().min(1),
  labels: z.string().min(1).exactOptional(),
  range: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, "Expected the lower number first")
    .exactOptional(),
  layout: z.enum(["nhwc", "nchw"]).exactOptional(),
  size: z.tuple([z.int().positive(), z.int().positive()]).exactOptional(),
  channels: z.union([z.literal(1), z.literal(3)]).exactOptional(),
  fit: z.enum(["cover", "contain", "stretch"]).exactOptional(),
  images: z.string().min(1).exactOptional(),
  labelColumn: z.string().min(1).exactOptional(),
  count: z.int().min(200).exactOptional(),
  allowLarge: z.boolean().exactOptional(),
});

export const datasetSpecSchema: z.ZodType<DatasetSpec> = z.union([
  z.string().min(1),
  z.strictObject({ idx: idxFilesSpecSchema }),
  z.strictObject({ folder: imageFolderSpecSchema }),
  z.strictObject({ file: imageFileSpecSchema }),
  z.strictObject({ procedural: proceduralSpecSchema }),
  z.strictObject({
    from: z.lazy(() => datasetSpecSchema),
    transforms: z.array(transformSpecSchema).min(1).max(50),
  }),
]);
