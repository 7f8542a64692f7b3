import type { PngImage } from "@ganlens/core";

/** A part of a picture as values in [0, 1]. @throws {Error} when the picture is too small */
export function cutOut(
  png: PngImage,
  { left, top }: { readonly left: number; readonly top: number },
  [height, width, channels]: readonly [number, number, number],
): Float32Array {
  if (left + width > png.width || top + height > png.height) throw new Error("The picture has no such tile.");
  const most = png.data instanceof Uint16Array ? 65_535 : 255;
  const image = new Float32Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const from = ((top + y) * png.width + left + x) * png.channels + Math.min(c, png.channels - 1);
        image[(y * width + x) * channels + c] = (png.data[from] as number) / most;
      }
    }
  }
  return image;
}
