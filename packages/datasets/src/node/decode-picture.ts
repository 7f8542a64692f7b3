import { DatasetInvalidError, decodePng, type NdArray } from "@ganlens/core";
import jpeg from "jpeg-js";

const maxMegapixels = 50;

/**
 * The pixels of a PNG or JPEG file, recognised by its first bytes; 16 bits become 8, EXIF data are ignored.
 *
 * @returns bytes, shape `[height, width, 1…4]`: grey, grey and alpha, RGB, or RGB and alpha
 * @throws {DatasetInvalidError} when the file is neither, is a damaged PNG, or is larger than 256 MiB as pixels
 * @throws {Error} when it is a damaged JPEG, or one of more than 50 million pixels
 */
export function decodePicture(bytes: Uint8Array): NdArray<Uint8Array> {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) {
    const { width, height, channels, data } = decodePng(bytes);
    const eightBits = data instanceof Uint16Array ? Uint8Array.from(data, (v) => Math.round(v / 257)) : data;
    return { data: Uint8Array.from(eightBits), shape: [height, width, channels] };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: maxMegapixels,
      maxMemoryUsageInMB: 1024,
    });
    return { data, shape: [height, width, 3] };
  }
  throw new DatasetInvalidError({ message: "Expected a PNG or JPEG file, received neither." });
}
