import { DatasetInvalidError, decodePng, GanlensError, type NdArray } from "@ganlens/core";
import jpeg from "jpeg-js";
import { type JpegHeader, jpegHeader } from "./jpeg-header.ts";
import { swapsSides, turnUpright } from "./orientation.ts";
import { mostPixels, type PictureDecoder, type PictureFacts } from "./picture-decoder.ts";
import { formatNames, otherFormat, pictureFormat } from "./picture-format.ts";
import { pngHeader } from "./png-header.ts";

const maxMemoryMegabytes = 1024;

/**
 * PNG and JPEG by code that runs everywhere: for machines without sharp.
 *
 * Colours of JPEGs stored as RGB, grey and YCbCr come out right and a stored orientation is applied; JPEGs of printing inks
 * (CMYK) and of other depths than 8 bits are refused. 16 bits become 8; colour profiles are ignored.
 */
export const portableDecoder: PictureDecoder = {
  name: "portable",
  // A change of what any file becomes takes another number here.
  version: "1 with jpeg-js 0.4",
  formats: ["png", "jpeg"],
  inspect: async (bytes) => factsOf(bytes),
  async decode(bytes) {
    const { format } = factsOf(bytes);
    return format === "png" ? decodePngPicture(bytes) : decodeJpeg(bytes, jpegHeader(bytes));
  },
};

function factsOf(bytes: Uint8Array): PictureFacts {
  const format = pictureFormat(bytes);
  if (format !== "png" && format !== "jpeg") {
    throw new DatasetInvalidError({
      message:
        format === undefined
          ? `Expected a PNG or JPEG file, received ${otherFormat(bytes)}.`
          : `${formatNames[format]} needs the package sharp, which is not installed.`,
      hint: "Install sharp beside ganlens (npm install sharp), or convert the file to PNG.",
    });
  }
  const header = format === "png" ? pngHeader(bytes) : jpegHeader(bytes);
  if (header.height * header.width > mostPixels) {
    throw new DatasetInvalidError({
      message: `Expected at most ${mostPixels} pixels, received ${header.width} × ${header.height}.`,
      hint: "Make the picture smaller.",
    });
  }
  const [height, width] = swapsSides(header.orientation)
    ? [header.width, header.height]
    : [header.height, header.width];
  const channels = "channels" in header ? header.channels : header.components === 1 ? 1 : 3;
  return { format, height, width, channels, frames: 1 };
}

function decodePngPicture(bytes: Uint8Array): NdArray<Uint8Array> {
  const { width, height, channels, data } = decodePng(bytes);
  const eightBits = data instanceof Uint16Array ? Uint8Array.from(data, (value) => value >> 8) : data;
  const picture = { data: Uint8Array.from(eightBits), shape: [height, width, channels] };
  return turnUpright(picture, pngHeader(bytes).orientation);
}

function decodeJpeg(bytes: Uint8Array, header: JpegHeader): NdArray<Uint8Array> {
  const { components, bits, rgb, orientation } = header;
  if ((components !== 1 && components !== 3) || bits !== 8) {
    throw new DatasetInvalidError({
      message: `Expected a JPEG of 1 or 3 components of 8 bits, received ${components} of ${bits}.`,
      hint: "Install sharp beside ganlens (npm install sharp), or convert the file to PNG.",
    });
  }
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      colorTransform: !rgb,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: maxMemoryMegabytes,
    });
    const grey =
      components === 1 ? Uint8Array.from({ length: width * height }, (_, i) => data[3 * i] ?? 0) : data;
    return turnUpright({ data: grey, shape: [height, width, components] }, orientation);
  } catch (cause) {
    if (GanlensError.isInstance(cause)) throw cause;
    // jpeg-js throws texts and plain errors.
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetInvalidError({ message: `Expected a whole JPEG: ${said}.`, cause });
  }
}
