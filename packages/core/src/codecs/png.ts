import { type DecodedPng, decode, encode } from "fast-png";
import { ShapeError } from "../errors/shape-error.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";
import { checkedPng } from "./png-chunks.ts";

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
 * 16 bits stay 16 bits. The transparent colour of a grey or true-colour image is ignored. `maxBytes` (256 MiB) is
 * compared with the decoded size before anything is inflated.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated, larger than allowed, or interlaced with less than 8 bits
 */
export function decodePng(bytes: Uint8Array, options: DecodeOptions = {}): PngImage {
  const { source } = options;
  const { header, essential } = checkedPng(bytes, options);
  let png: DecodedPng;
  try {
    png = decode(essential, { checkCrc: true });
  } catch (cause) {
    throw invalidFile(source, "The PNG is damaged.", { cause });
  }
  const { width, height, depth, channels, palette } = header;
  if (palette) return { width, height, channels: 4, data: paletteColours(unpacked(png, depth), png, source) };
  if (depth < 8) {
    const step = 255 / (2 ** depth - 1);
    return { width, height, channels, data: unpacked(png, depth).map((level) => level * step) };
  }
  return { width, height, channels, data: png.data };
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
  if (depth === 8) return data as Uint8Array;
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
  indices: Uint8Array,
  { palette }: DecodedPng,
  source: string | undefined,
): Uint8Array {
  const colours = new Uint8Array(indices.length * 4);
  for (const [i, index] of indices.entries()) {
    const colour = palette?.[index];
    if (colour === undefined)
      throw invalidFile(source, `Pixel ${i} uses colour ${index}, which the palette lacks.`);
    colours.set([colour[0] as number, colour[1] as number, colour[2] as number, colour[3] ?? 255], 4 * i);
  }
  return colours;
}
