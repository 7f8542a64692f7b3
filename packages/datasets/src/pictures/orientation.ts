import type { NdArray } from "@ganlens/core";

/** How a picture is stored: 1 upright; 2 to 8 mirrored or turned, as EXIF numbers them. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const orientationTag = 0x0112;

/**
 * The orientation that a block of EXIF data names; 1 where it names none or is damaged.
 *
 * @param exif a TIFF header with its first directory, without the letters "Exif"
 * @see CIPA DC-008, "Exif 2.32", section 4.6.4
 */
export function exifOrientation(exif: Uint8Array): Orientation {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  if (exif.length < 14) return 1;
  const little = exif[0] === 0x49;
  const start = view.getUint32(4, little);
  if (start + 2 > exif.length) return 1;
  const count = view.getUint16(start, little);
  for (let i = 0; i < count; i++) {
    const entry = start + 2 + 12 * i;
    if (entry + 12 > exif.length) return 1;
    if (view.getUint16(entry, little) !== orientationTag) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** True when the stored rows are the columns of the upright picture. */
export function swapsSides(orientation: Orientation): boolean {
  return orientation >= 5;
}

/**
 * A stored picture as it is looked at.
 *
 * @param picture shape `[height, width, channels]`
 * @returns the same pixels; height and width change places for orientations 5 to 8
 */
export function turnUpright(picture: NdArray<Uint8Array>, orientation: Orientation): NdArray<Uint8Array> {
  if (orientation === 1) return picture;
  const [height = 0, width = 0, channels = 1] = picture.shape;
  const [toHeight, toWidth] = swapsSides(orientation) ? [width, height] : [height, width];
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  const data = new Uint8Array(picture.data.length);
  for (let row = 0; row < toHeight; row++) {
    for (let column = 0; column < toWidth; column++) {
      const [y, x] = swapsSides(orientation) ? [column, row] : [row, column];
      const from = ((fromBelow ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x)) * channels;
      const to = (row * toWidth + column) * channels;
      for (let k = 0; k < channels; k++) data[to + k] = picture.data[from + k] as number;
    }
  }
  return { data, shape: [toHeight, toWidth, channels] };
}
