import { deflateSync } from "node:zlib";
import { crc32, decodePng, encodePng, Random } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPng } from "./plain-png.ts";
import { sharpDecoder } from "./sharp-decoder.ts";

function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/** A PNG of random lines, each with a filter of its own, whose packed pixels are cut into two chunks. */
function randomPng({
  seed = 0,
  side = 9,
  type = 2,
  more = new Uint8Array(),
}: {
  seed?: number;
  side?: number;
  type?: number;
  more?: Uint8Array;
}): Uint8Array {
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[type] ?? 1;
  const random = Random.fromSeed(seed);
  const length = side * channels + 1;
  const lines = Uint8Array.from(random.integers(side * length, { high: 256 }));
  for (let row = 0; row < side; row++) lines[row * length] = (row + seed) % 5;
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, side);
  new DataView(header.buffer).setUint32(4, side);
  header.set([8, type], 8);
  const packed = deflateSync(lines);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    more,
    chunk("IDAT", packed.subarray(0, 20)),
    chunk("IDAT", packed.subarray(20)),
    chunk("IEND", new Uint8Array()),
  ]);
}

describe("plainPng", () => {
  it.each([0, 2, 4, 6])("undoes every filter as a whole decoder does, colours of type %i", (type) => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 12 }), (seed, side) => {
        const bytes = randomPng({ seed, side, type });
        const { data, channels } = decodePng(bytes);
        const plain = plainPng(bytes);
        expect(plain).toMatchObject({ height: side, width: side, channels });
        expect([...(plain?.pixels()?.data ?? [])]).toEqual([...data]);
      }),
      { numRuns: 20 },
    );
  });

  it("leaves to others what may mean more: transparent colours, orientation, text, palettes, 16 bits", () => {
    for (const name of ["tRNS", "eXIf", "tEXt", "PLTE", "acTL", "iCCP"]) {
      expect(plainPng(randomPng({ more: chunk(name, new Uint8Array(6)) }))).toBeUndefined();
    }
    expect(plainPng(randomPng({ more: chunk("pHYs", new Uint8Array(9)) }))).toBeDefined();
    const deep = encodePng({ width: 4, height: 4, channels: 1, data: new Uint16Array(16) });
    expect(plainPng(deep)).toBeUndefined();
  });

  it("makes pixels of no damaged file, and the decoder then says what is wrong", async () => {
    const whole = randomPng({});
    for (let at = 0; at < whole.length; at++) {
      const damaged = Uint8Array.from(whole);
      damaged[at] = (damaged[at] as number) ^ 1;
      expect(plainPng(damaged)?.pixels(), `byte ${at}`).toBeUndefined();
      expect(plainPng(whole.subarray(0, at))).toBeUndefined();
    }
    const sharp = await sharpDecoder();
    await expect(sharp?.decode(whole.subarray(0, -30))).rejects.toThrow(/whole picture/);
  });
});
