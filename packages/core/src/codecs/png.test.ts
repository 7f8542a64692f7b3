import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { ShapeError } from "../errors/shape-error.ts";
import { crc32 } from "./crc32.ts";
import { decodePng, encodePng, type PngImage } from "./png.ts";
import { bytesOfBase64, caseFile, caseJson } from "./testdata/case-file.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";

function chunk(type: string, content: ArrayLike<number>): number[] {
  const body = Uint8Array.from([...new TextEncoder().encode(type), ...Array.from(content)]);
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, content.length);
  view.setUint32(4, crc32(body));
  const frame = [...new Uint8Array(view.buffer)];
  return [...frame.slice(0, 4), ...body, ...frame.slice(4)];
}

/** A PNG with a header, chunks and raw lines of our choosing. */
function png(
  [width, height, depth, colour, interlace = 0]: readonly number[],
  lines: ArrayLike<number>,
  extra: readonly number[] = [],
): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width as number);
  header.setUint32(4, height as number);
  new Uint8Array(header.buffer).set([depth as number, colour as number, 0, 0, interlace], 8);
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", new Uint8Array(header.buffer)),
    ...extra,
    ...chunk("IDAT", deflateSync(Uint8Array.from(lines))),
    ...chunk("IEND", []),
  ]);
}

interface Kind {
  readonly name: string;
  readonly png: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly values: readonly number[];
}

const kinds: readonly Kind[] = caseJson("png-kinds.json");

const isSound = ({ width, height, channels, data }: PngImage) => data.length === width * height * channels;

describe("encodePng and decodePng", () => {
  test("give back every image of 8 and 16 bits", () => {
    const images = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }))
      .chain(([width, height, channels]) => {
        const size = { minLength: width * height * channels, maxLength: width * height * channels };
        return fc
          .oneof(fc.uint8Array(size), fc.uint16Array(size))
          .map((data) => ({ width, height, channels, data }));
      });
    fc.assert(
      fc.property(images, (image) => {
        expect(decodePng(encodePng(image))).toEqual(image);
      }),
    );
  });

  test("read interlaced images", () => {
    const data = Uint8Array.from({ length: 11 * 5 * 3 }, (_, i) => (i * 37) & 255);
    const image = { width: 11, height: 5, channels: 3, data };
    expect(decodePng(encode({ ...image, depth: 8 }, { interlace: "Adam7" }))).toEqual(image);
  });

  test("read interlaced images of less than 8 bits", () => {
    const { width, height, channels, data } = decodePng(caseFile("interlaced-4bit.png"));
    expect([width, height, channels, data[3 * 32 + 3]]).toEqual([32, 24, 1, 17]);
    expect((data as Uint8Array).reduce((sum, level) => sum + level, 0) / data.length).toBeCloseTo(127.5, 12);
  });

  test.each(kinds.map((kind) => [kind.name, kind] as const))("read %s as Pillow does", (_, kind) => {
    const { width, height, channels, data } = decodePng(bytesOfBase64(kind.png));
    expect({ width, height, channels }).toMatchObject({
      width: kind.width,
      height: kind.height,
      channels: kind.channels,
    });
    expect([...data]).toEqual(kind.values);
    expect(data instanceof Uint16Array).toBe(kind.name.includes("16 bits"));
  });

  test("spread packed greys over 0…255", () => {
    // Three pixels a row, most significant bits first, rows padded to bytes.
    expect([...decodePng(png([3, 2, 1, 0], [0, 0b10100000, 0, 0b01000000])).data]).toEqual([
      255, 0, 255, 0, 255, 0,
    ]);
    expect([...decodePng(png([3, 1, 2, 0], [0, 0b00011000])).data]).toEqual([0, 85, 170]);
    expect([...decodePng(png([3, 1, 4, 0], [0, 0x0f, 0x70])).data]).toEqual([0, 255, 119]);
  });

  test("turn palettes into red, green, blue, alpha", () => {
    const extra = [...chunk("PLTE", [1, 2, 3, 4, 5, 6]), ...chunk("tRNS", [9])];
    const image = decodePng(png([2, 1, 4, 3], [0, 0x10], extra));
    expect(image).toEqual({
      width: 2,
      height: 1,
      channels: 4,
      data: Uint8Array.from([4, 5, 6, 255, 1, 2, 3, 9]),
    });
    expect(() => decodePng(png([2, 1, 4, 3], [0, 0x20], extra))).toThrowError(/palette lacks/);
    expect(() => decodePng(png([2, 1, 4, 3], [0, 0x10]))).toThrowError(/palette lacks/);
  });

  test("encodePng refuses data that do not fit", () => {
    expect(() => encodePng({ width: 2, height: 2, channels: 3, data: new Uint8Array(11) })).toThrowError(
      ShapeError,
    );
    expect(() => encodePng({ width: 0, height: 2, channels: 3, data: new Uint8Array(0) })).toThrowError(
      ShapeError,
    );
  });
});

describe("a hostile PNG", () => {
  test("is refused for its announced size before anything is inflated", () => {
    expect(() => decodePng(png([65_535, 65_535, 8, 6], [0]))).toThrowError(/268435456 are allowed/);
    expect(() => decodePng(png([10, 10, 8, 2], [0]), { maxBytes: 299 })).toThrowError(
      /300 bytes; 299 are allowed/,
    );
  });

  test("that inflates to more than its picture is stopped", () => {
    expect(() => decodePng(png([1, 1, 8, 0], new Uint8Array(5_000_000)))).toThrowError(/damaged/);
    expect(() => decodePng(png([4, 4, 8, 0], new Uint8Array(19)))).toThrowError(/Expected 20 bytes/);
  });

  test("cannot reach the decoder with a profile that inflates without end", () => {
    const bomb = chunk("iCCP", [0x61, 0, 0, ...deflateSync(new Uint8Array(5_000_000))]);
    expect(decodePng(png([1, 1, 8, 0], [0, 7], bomb)).data[0]).toBe(7);
  });

  test.each([
    ["no pixels", [0, 3, 8, 0]],
    ["an unknown colour type", [1, 1, 8, 5]],
    ["a depth that its colour type lacks", [1, 1, 4, 2]],
    ["an unknown filter of an interlaced line", [1, 1, 1, 0, 1]],
  ])("is refused for %s", (_, header) => {
    expect(() => decodePng(png(header, [9, 0]), { source: "a.png" })).toThrowError(/^a\.png: /);
  });

  test("is refused when truncated; changed bytes never give a wrong size", () => {
    const data = Uint8Array.from({ length: 5 * 4 * 3 }, (_, i) => i * 4);
    const file = encodePng({ width: 5, height: 4, channels: 3, data });
    refusesTruncation(file, decodePng);
    survivesChanges(file, decodePng, isSound);
    survivesChanges(
      png([3, 2, 1, 3], [0, 0x60, 0, 0xa0], chunk("PLTE", [1, 2, 3, 4, 5, 6])),
      decodePng,
      isSound,
    );
    refusesTruncation(caseFile("interlaced-4bit.png"), decodePng);
    survivesChanges(caseFile("interlaced-4bit.png"), decodePng, isSound);
  });
});
