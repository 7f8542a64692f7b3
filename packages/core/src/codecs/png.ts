import { type DecodedPng, decode, encode } from "fast-png";
import { ShapeError } from "../errors/shape-error.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";
import { type CheckedPng, checkedPng } from "./png-chunks.ts";
import { interlacedLevels } from "./png-interlaced-levels.ts";

/** An image as a PNG holds it, row by row, channels last. */
export interface PngImage {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha. */
  readonly channels: number;
  /** Uint8Array for 8 bits (0…255), Uint16Array for 16 bits (0…65535). */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/**
 * Reads a PNG.
 *
 * Greys of 1, 2 and 4 bits are spread over 0…255 (a 1-bit white is 255), palettes become red, green, blue, alpha;
 * 16 bits stay 16 bits. The transparent colour of a grey or true-colour image is ignored, and so are gamma and colour
 * profiles. `maxBytes` (256 MiB) is compared with the decoded size before anything is inflated.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated or larger than allowed
 */
export function decodePng(bytes: Uint8Array, options: DecodeOptions = {}): PngImage {
  const { source } = options;
  const checked = checkedPng(bytes, options);
  const { width, height, depth, channels, palette } = checked.header;
  let data: PngImage["data"];
  try {
    data = levelsOf(checked);
  } catch (cause) {
    throw invalidFile(source, "The PNG is damaged.", { cause });
  }
  if (palette) return { width, height, channels: 4, data: paletteColours(data, checked, source) };
  if (depth < 8) {
    const step = 255 / (2 ** depth - 1);
    return { width, height, channels, data: data.map((level) => level * step) };
  }
  return { width, height, channels, data };
}

/** The values as stored, one number each: levels, or indices of colours. */
function levelsOf({ header, essential, packed, inflatedBytes }: CheckedPng): PngImage["data"] {
  if (header.interlaced && header.depth < 8) return interlacedLevels(header, packed, inflatedBytes);
  const png = decode(essential);
  return header.depth < 8 ? unpacked(png, header.depth) : png.data;
}

/**
 * The bytes of a PNG of 8 or 16 bits, by the array's type; equal images give equal bytes.
 *
 * @throws {ShapeError} when the data are not width · height · channels values, or a side is not a positive integer
 */
export function encodePng({ width, height, channels, data }: PngImage): Uint8Array {
  const sound =
    [1, 2, 3, 4].includes(channels) &&
    [width, height].every((side) => Number.isInteger(side) && side > 0) &&
    data.length === width * height * channels;
  if (!sound) {
    throw new ShapeError({
      message: `Expected ${width}×${height}×${channels} values (1 to 4 channels), received ${data.length}.`,
    });
  }
  const depth = data instanceof Uint16Array ? 16 : 8;
  return encode({ width, height, channels, depth, data }, { zlib: { level: 6 } });
}

/** One value per pixel of an image whose rows are packed with less than 8 bits per pixel. */
function unpacked({ width, height, data }: DecodedPng, depth: number): Uint8Array {
  const perByte = 8 / depth;
  const bytesPerRow = Math.ceil(width / perByte);
  const levels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = data[y * bytesPerRow + Math.floor(x / perByte)] as number;
      levels[y * width + x] = (byte >> (8 - depth * ((x % perByte) + 1))) & (2 ** depth - 1);
    }
  }
  return levels;
}

function paletteColours(
  indices: PngImage["data"],
  { colours, alphas }: CheckedPng,
  source: string | undefined,
): Uint8Array {
  const known = Math.floor(colours.length / 3);
  const pixels = new Uint8Array(indices.length * 4);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index >= known)
      throw invalidFile(source, `Pixel ${i} uses colour ${index}, which the palette lacks.`);
    pixels.set(colours.subarray(3 * index, 3 * index + 3), 4 * i);
    pixels[4 * i + 3] = alphas[index] ?? 255;
  }
  return pixels;
}
