import type { PictureTransform } from "@ganlens/core";
import * as z from "zod";

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
}

/** What a configuration says to name its data: a registered name, IDX files, or a folder of images. */
export type DatasetSpec = string | { readonly idx: IdxFilesSpec } | { readonly folder: ImageFolderSpec };

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
});

export const datasetSpecSchema: z.ZodType<DatasetSpec> = z.union([
  z.string().min(1),
  z.strictObject({ idx: idxFilesSpecSchema }),
  z.strictObject({ folder: imageFolderSpecSchema }),
]);
