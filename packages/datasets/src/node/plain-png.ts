import { inflateSync } from "node:zlib";
import { crc32, type NdArray } from "@ganlens/core";
import { mostPixels } from "../pictures/picture-decoder.ts";

/** A PNG of the commonest kinds, looked at but not inflated. */
export interface PlainPng {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 2 | 3 | 4;
  /** The pixels; undefined where they are damaged. */
  pixels(): NdArray<Uint8Array> | undefined;
}

/** Values per pixel by type of colours; palettes are not plain. */
const channelsOfType: ReadonlyMap<number, PlainPng["channels"]> = new Map([
  [0, 1],
  [2, 3],
  [4, 2],
  [6, 4],
]);
/** Chunks that change no pixel; whatever else is there is left to a whole decoder. */
const harmless: ReadonlySet<string> = new Set(["gAMA", "sRGB", "cHRM", "pHYs", "tIME"]);
const signature = "\x89PNG\r\n\x1a\n";

/**
 * A PNG of 8 bits without palette, transparent colour, interlacing, profile, text or orientation, of which every decoder makes the
 * same pixels: of small pictures thousands a second, where a whole decoder takes longer to begin than to decode.
 *
 * @returns undefined for every other file, sound or not
 */
export function plainPng(bytes: Uint8Array): PlainPng | undefined {
  if (bytes.length < 57 || String.fromCharCode(...bytes.subarray(0, 8)) !== signature) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, type, compression, filter, interlaced] = Array.from(bytes.subarray(24, 29));
  const channels = channelsOfType.get(type as number);
  if (depth !== 8 || channels === undefined || compression !== 0 || filter !== 0 || interlaced !== 0)
    return undefined;
  if (width === 0 || height === 0 || width * height > mostPixels) return undefined;
  const packed = packedPixels(bytes, view);
  if (packed === undefined) return undefined;
  return { height, width, channels, pixels: () => inflated(packed, { height, width, channels }) };
}

/** The one piece of compressed pixels, where all chunks are whole and known. */
function packedPixels(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
    if (name === "IEND") return end === bytes.length && pieces.length > 0 ? Buffer.concat(pieces) : undefined;
    if (name === "IDAT") pieces.push(bytes.subarray(at + 8, end - 4));
    else if (at === 8 ? name !== "IHDR" || end !== 33 : !harmless.has(name)) return undefined;
    at = end;
  }
  return undefined;
}

function inflated(
  packed: Uint8Array,
  { height, width, channels }: Pick<PlainPng, "height" | "width" | "channels">,
): NdArray<Uint8Array> | undefined {
  const length = width * channels;
  let lines: Uint8Array;
  try {
    lines = inflateSync(packed, { maxOutputLength: height * (length + 1) });
  } catch {
    return undefined;
  }
  if (lines.length !== height * (length + 1)) return undefined;
  const data = new Uint8Array(height * length);
  for (let row = 0; row < height; row++) {
    if (!unfiltered(lines, data, { row, length, channels })) return undefined;
  }
  return { data, shape: [height, width, channels] };
}

/** Undoes the filter of one line (https://www.w3.org/TR/png-3/#9Filters); false where there is no such filter. */
function unfiltered(
  lines: Uint8Array,
  data: Uint8Array,
  { row, length, channels }: { readonly row: number; readonly length: number; readonly channels: number },
): boolean {
  const from = row * (length + 1) + 1;
  const to = row * length;
  const filter = lines[from - 1] as number;
  if (filter > 4) return false;
  if (filter === 0) {
    data.set(lines.subarray(from, from + length), to);
    return true;
  }
  for (let i = 0; i < length; i++) {
    const left = i < channels ? 0 : (data[to + i - channels] as number);
    const above = row === 0 ? 0 : (data[to + i - length] as number);
    const corner = row === 0 || i < channels ? 0 : (data[to + i - length - channels] as number);
    const guess =
      filter === 1
        ? left
        : filter === 2
          ? above
          : filter === 3
            ? (left + above) >> 1
            : paeth(left, above, corner);
    data[to + i] = (lines[from + i] as number) + guess;
  }
  return true;
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
