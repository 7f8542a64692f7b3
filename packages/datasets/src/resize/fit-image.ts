import type { NdArray } from "@ganlens/core";
import { resize } from "./resize.ts";

/**
 * Any picture as one sample: laid over black, made grey if asked (0.299 R + 0.587 G + 0.114 B of the stored values), and
 * resized by antialiased bicubic interpolation to exactly `size`, whatever its aspect ratio.
 *
 * @param picture bytes, shape `[height, width, channels]`: grey, grey and alpha, RGB, or RGB and alpha
 * @returns shape `[…size, channels]`
 */
export function fitImage(
  picture: NdArray<Uint8Array>,
  { size, channels }: { readonly size: readonly [height: number, width: number]; readonly channels: 1 | 3 },
): NdArray<Uint8Array> {
  const [height = 0, width = 0, stored = 1] = picture.shape;
  const hasAlpha = stored === 2 || stored === 4;
  const colours = hasAlpha ? stored - 1 : stored;
  const flat = new Float32Array(height * width * channels);
  for (let i = 0; i < height * width; i++) {
    const at = i * stored;
    const opacity = hasAlpha ? (picture.data[at + colours] as number) / 255 : 1;
    const red = (picture.data[at] as number) * opacity;
    const green = colours === 1 ? red : (picture.data[at + 1] as number) * opacity;
    const blue = colours === 1 ? red : (picture.data[at + 2] as number) * opacity;
    if (channels === 3) {
      flat[3 * i] = red;
      flat[3 * i + 1] = green;
      flat[3 * i + 2] = blue;
    } else {
      flat[i] = colours === 1 ? red : 0.299 * red + 0.587 * green + 0.114 * blue;
    }
  }
  const { data, shape } = resize(
    { data: flat, shape: [height, width, channels] },
    { size, filter: "bicubic" },
  );
  return { data: Uint8Array.from(data, (value) => Math.min(255, Math.max(0, Math.round(value)))), shape };
}
