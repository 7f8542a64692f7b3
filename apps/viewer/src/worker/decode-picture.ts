import { DatasetInvalidError, type NdArray } from "@ganlens/core";
import { mostPixels, pictureFormat, portableDecoder } from "@ganlens/datasets";

/**
 * The pixels of a picture: of PNGs exactly as stored, of all other formats as this browser decodes them, upright.
 *
 * @returns bytes, shape `[height, width, 1…4]`
 * @throws {DatasetInvalidError} when it is damaged, of a format that the browser does not know, or too large
 */
export async function decodePicture(bytes: Uint8Array): Promise<NdArray<Uint8Array>> {
  const format = pictureFormat(bytes);
  if (format === "png") return portableDecoder.decode(bytes);
  const isGrey = format === "jpeg" && (await portableDecoder.inspect(bytes)).channels === 1;
  const picture = await browserPixels(bytes);
  if (!isGrey) return picture;
  const [height = 0, width = 0] = picture.shape;
  const grey = Uint8Array.from({ length: height * width }, (_, i) => picture.data[4 * i] ?? 0);
  return { data: grey, shape: [height, width, 1] };
}

/** Red, green, blue and opacity; colour profiles are left out, as on the command line. */
async function browserPixels(bytes: Uint8Array): Promise<NdArray<Uint8Array>> {
  const bitmap = await createImageBitmap(new Blob([bytes as BlobPart]), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  }).catch((cause: unknown) => {
    throw new DatasetInvalidError({
      message: "Expected a picture that this browser reads, and it is damaged or of another format.",
      cause,
    });
  });
  try {
    const { width, height } = bitmap;
    if (width * height > mostPixels) {
      throw new DatasetInvalidError({
        message: `Expected at most ${mostPixels} pixels, received ${width} × ${height}.`,
      });
    }
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (context === null)
      throw new DatasetInvalidError({ message: "This browser cannot read pictures here." });
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { data: new Uint8Array(data.buffer), shape: [height, width, 4] };
  } finally {
    bitmap.close();
  }
}
