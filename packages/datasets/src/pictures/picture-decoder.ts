import type { NdArray } from "@ganlens/core";
import type { PictureFormat } from "./picture-format.ts";

/** No picture of more pixels is decoded, whatever its header promises. */
export const mostPixels = 50_000_000;

/** What is known of a picture before it is decoded, mostly from its header. */
export interface PictureFacts {
  readonly format: PictureFormat;
  /** Sides as it is looked at: a stored orientation is applied. */
  readonly height: number;
  readonly width: number;
  /** Colours as coded, without opacity: 1 for grey, 3 for all others. */
  readonly channels: 1 | 3;
  /** Pictures in the file: more than 1 in animations and in TIFF of several pages. */
  readonly frames: number;
}

/**
 * The pixels of a picture of any format that the decoder knows; the first one where a file holds several.
 *
 * In a browser this is a few lines over `createImageBitmap` and a canvas.
 *
 * @returns bytes, upright, shape `[height, width, 1…4]`: grey, grey and alpha, RGB, or RGB and alpha
 * @throws {DatasetInvalidError} when the file is damaged, of another format, or of more than 50 million pixels
 */
export type DecodePicture = (bytes: Uint8Array) => Promise<NdArray<Uint8Array>>;

/** Something that turns files of pictures into pixels; which one it was is part of what a run says of its data. */
export interface PictureDecoder {
  readonly name: string;
  readonly version: string;
  readonly formats: readonly PictureFormat[];
  /** @throws {DatasetInvalidError} when the header is damaged or of a format that the decoder does not know */
  inspect(bytes: Uint8Array): Promise<PictureFacts>;
  readonly decode: DecodePicture;
}
