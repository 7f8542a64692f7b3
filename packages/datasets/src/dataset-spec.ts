import * as z from "zod";

/** A pair of IDX files by path, gzipped or not. */
export interface IdxFilesSpec {
  readonly images: string;
  readonly labels?: string;
  /** What the data set is called; the name of the file of images, up to its first dot, unless told. */
  readonly name?: string;
}

/** A folder of PNG and JPEG images by path. */
export interface ImageFolderSpec {
  readonly path: string;
  /** Height and width that every image is resized to; 28 × 28 unless told. */
  readonly size?: readonly [height: number, width: number];
  /** 1 for grey, 3 for red, green and blue; 1 unless told. */
  readonly channels?: 1 | 3;
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
});

export const datasetSpecSchema: z.ZodType<DatasetSpec> = z.union([
  z.string().min(1),
  z.strictObject({ idx: idxFilesSpecSchema }),
  z.strictObject({ folder: imageFolderSpecSchema }),
]);
