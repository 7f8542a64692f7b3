import { Unzlib } from "fflate";
import { crc32 } from "./crc32.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";
import { joinBytes } from "./join-bytes.ts";
import { passSize, pngPasses } from "./png-passes.ts";

/** What the first chunk of a PNG says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Values per pixel as stored: 1 for a palette index. */
  readonly channels: number;
  readonly palette: boolean;
  readonly interlaced: boolean;
}

/** A PNG that was checked, as far as its pixels need it. */
export interface CheckedPng {
  readonly header: PngHeader;
  /** The file without what its pixels do not need. */
  readonly essential: Uint8Array;
  /** Red, green, blue of each colour of the palette, and the alphas that it gives; empty where there are none. */
  readonly colours: Uint8Array;
  readonly alphas: Uint8Array;
  /** The compressed data alone, and how many bytes they inflate to. */
  readonly packed: Uint8Array;
  readonly inflatedBytes: number;
}

/** 256 MiB: the largest decoded image unless told otherwise. */
const defaultMaxBytes = 2 ** 28;

const signature: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Colour type → values per pixel and the depths that go with it. */
const colourTypes: ReadonlyMap<number, readonly [channels: number, depths: readonly number[]]> = new Map([
  [0, [1, [1, 2, 4, 8, 16]]],
  [2, [3, [8, 16]]],
  [3, [1, [1, 2, 4, 8]]],
  [4, [2, [8, 16]]],
  [6, [4, [8, 16]]],
] as const);

/**
 * Checks a PNG without decoding it, and copies what its pixels need: header, palette, palette transparency, data.
 *
 * Everything else (text, colour profiles, which may inflate without end) is left out. The data must inflate to exactly
 * the size of the picture that the header describes.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated, or larger than allowed
 */
export function checkedPng(
  bytes: Uint8Array,
  { source, maxBytes = defaultMaxBytes }: DecodeOptions = {},
): CheckedPng {
  if (signature.some((value, i) => bytes[i] !== value)) {
    throw invalidFile(source, "Expected a PNG, which begins with 89 50 4e 47; these bytes do not.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const packed: Uint8Array[] = [];
  const none = new Uint8Array(0);
  let [colours, alphas]: [Uint8Array, Uint8Array] = [none, none];
  let header: PngHeader | undefined;
  for (let at = 8, type = ""; type !== "IEND"; ) {
    if (at + 12 > bytes.length) throw invalidFile(source, "The PNG is truncated.");
    const length = view.getUint32(at);
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) throw invalidFile(source, `The PNG is truncated inside its ${type} chunk.`);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (header === undefined) {
      if (type !== "IHDR" || length !== 13)
        throw invalidFile(source, "Expected a PNG to begin with its header.");
      header = parseHeader(content, source, maxBytes);
    } else if (type === "IHDR") throw invalidFile(source, "The PNG has two headers.");
    if (type === "IDAT") packed.push(content);
    const wanted =
      type === "IHDR" ||
      type === "IDAT" ||
      type === "IEND" ||
      (header.palette && (type === "PLTE" || type === "tRNS"));
    if (wanted) {
      if (view.getUint32(end - 4) !== crc32(bytes.subarray(at + 4, end - 4)))
        throw invalidFile(source, `The PNG is damaged: its ${type} chunk fails its checksum.`);
      kept.push(bytes.subarray(at, end));
      if (type === "PLTE") colours = content;
      if (type === "tRNS") alphas = content;
    } else if (/^[A-Z]/.test(type) && type !== "PLTE") {
      throw invalidFile(
        source,
        `The PNG needs its ${type} chunk to be understood, and it is not known here.`,
      );
    }
    at = end;
  }
  const expected = inflatedBytes(header as PngHeader);
  checkInflatedSize(packed, expected, source);
  return {
    header: header as PngHeader,
    essential: joinBytes(kept),
    colours,
    alphas,
    packed: joinBytes(packed),
    inflatedBytes: expected,
  };
}

function parseHeader(content: Uint8Array, source: string | undefined, maxBytes: number): PngHeader {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const [depth, colourType, , , interlace] = content.subarray(8) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const colour = colourTypes.get(colourType);
  if (colour === undefined || !colour[1].includes(depth) || interlace > 1) {
    throw invalidFile(source, `The PNG header is damaged: colour type ${colourType} with ${depth} bits.`);
  }
  const palette = colourType === 3;
  const size = width * height * (palette ? 4 : colour[0]) * (depth === 16 ? 2 : 1);
  if (size === 0) throw invalidFile(source, `Expected at least one pixel, received ${width}×${height}.`);
  if (size > maxBytes) {
    throw invalidFile(source, `${width}×${height} pixels need ${size} bytes; ${maxBytes} are allowed.`, {
      hint: "Shrink the image.",
    });
  }
  return { width, height, depth, channels: colour[0], palette, interlaced: interlace === 1 };
}

function inflatedBytes(header: PngHeader): number {
  const { width, height, depth, channels, interlaced } = header;
  // Each line is preceded by one byte that names its filter.
  const linesOf = (columns: number, lines: number) =>
    lines * (1 + Math.ceil((columns * channels * depth) / 8));
  if (!interlaced) return linesOf(width, height);
  return pngPasses.reduce((sum, pass) => {
    const { columns, lines } = passSize(header, pass);
    return sum + linesOf(columns, lines);
  }, 0);
}

/** Inflates in small pieces, keeps nothing, and stops as soon as there is too much. */
function checkInflatedSize(
  packed: readonly Uint8Array[],
  expected: number,
  source: string | undefined,
): void {
  let length = 0;
  const inflater = new Unzlib((part) => {
    length += part.length;
    if (length > expected) throw new RangeError("more than the header says");
  });
  try {
    for (const chunk of packed) {
      for (let start = 0; start < chunk.length; start += 16_384)
        inflater.push(chunk.subarray(start, start + 16_384));
    }
    inflater.push(new Uint8Array(0), true);
  } catch (cause) {
    throw invalidFile(source, "The pixels of the PNG are damaged or truncated.", { cause });
  }
  if (length !== expected) {
    throw invalidFile(source, `Expected ${expected} bytes of pixels in the PNG, received ${length}.`);
  }
}
