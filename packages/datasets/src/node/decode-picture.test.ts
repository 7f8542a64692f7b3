import { encodePng } from "@ganlens/core";
import jpeg from "jpeg-js";
import { describe, expect, it } from "vitest";
import { decodePicture } from "./decode-picture.ts";

describe("decodePicture", () => {
  it("reads PNG of every number of channels, and 16 bits as 8", () => {
    for (const channels of [1, 2, 3, 4]) {
      const data = Uint8Array.from({ length: 6 * channels }, (_, i) => i * 9);
      expect(decodePicture(encodePng({ width: 3, height: 2, channels, data }))).toEqual({
        data,
        shape: [2, 3, channels],
      });
    }
    const deep = encodePng({ width: 3, height: 1, channels: 1, data: Uint16Array.of(0, 257 * 100, 65535) });
    expect([...decodePicture(deep).data]).toEqual([0, 100, 255]);
  });

  it("reads JPEG as colours, to its loss", () => {
    const data = Uint8Array.from({ length: 8 * 16 * 4 }, (_, i) => [200, 100, 50, 255][i % 4] ?? 0);
    const picture = decodePicture(jpeg.encode({ width: 16, height: 8, data }, 95).data);
    expect(picture.shape).toEqual([8, 16, 3]);
    [200, 100, 50].forEach(
      (value, i) => void expect(Math.abs((picture.data[i] ?? 0) - value)).toBeLessThan(6),
    );
  });

  it("refuses headers that promise more pixels than it will hold, without taking the memory", () => {
    const data = new Uint8Array(8 * 8 * 4);
    const huge = Uint8Array.from(jpeg.encode({ width: 8, height: 8, data }, 50).data);
    const frame = huge.findIndex((byte, i) => byte === 0xff && huge[i + 1] === 0xc0);
    huge.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(() => decodePicture(huge)).toThrow(/maxResolutionInMP/);
    const png = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(1) });
    png.set([0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff], 16);
    expect(() => decodePicture(png)).toThrow();
  });

  it("refuses what is neither", () => {
    for (const bytes of [
      new Uint8Array(),
      Uint8Array.of(0x89),
      new TextEncoder().encode("GIF89a"),
      Uint8Array.of(0xff, 0xd8),
    ]) {
      expect(() => decodePicture(bytes)).toThrow();
    }
  });
});
