import { readdirSync, readFileSync } from "node:fs";
import { encodePng } from "@ganlens/core";
import jpeg from "jpeg-js";
import { describe, expect, it } from "vitest";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { openPictureDecoder } from "./open-picture-decoder.ts";
import { sharpDecoder } from "./sharp-decoder.ts";

const pictures = new URL("../../testdata/pictures/", import.meta.url);
const cases = new URL("../../testdata/cases/", import.meta.url);
const read = (name: string, from = pictures) => new Uint8Array(readFileSync(new URL(name, from)));

interface Expected {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly points: Readonly<Record<string, readonly number[]>>;
  readonly mean: number;
}
const expected = JSON.parse(readFileSync(new URL("expected.json", pictures), "utf8")) as Record<
  string,
  Expected
>;
const sharp = (await sharpDecoder()) as PictureDecoder;
const decoders = [sharp, portableDecoder];
/** What a decoder may differ by from Pillow: colours of a quarter of the pixels are spread in different ways. */
const tolerance = (name: string, decoder: PictureDecoder) => {
  if (/^cmyk|^grey.jpg|^lossless|rgb/.test(name)) return 2;
  if (name.endsWith(".avif")) return 14;
  return /\.(jpg|jfif|webp)$/.test(name) ? (decoder === portableDecoder ? 14 : 3) : 0;
};

async function compare(decoder: PictureDecoder, name: string): Promise<void> {
  const { shape, points, mean } = expected[name] as Expected;
  const facts = await decoder.inspect(read(name));
  expect([facts.height, facts.width]).toEqual(shape.slice(0, 2));
  const picture = await decoder.decode(read(name));
  const [height = 0, width = 0, channels = 0] = picture.shape;
  expect([height, width]).toEqual(shape.slice(0, 2));
  const colours = channels >= 3 ? 3 : 1;
  expect(facts.channels).toBe(colours);
  for (const [place, value] of Object.entries(points)) {
    const [row = 0, column = 0] = place.split(",").map(Number);
    for (let k = 0; k < colours; k++) {
      const found = picture.data[(row * width + column) * channels + k] as number;
      expect(Math.abs(found - (value[k] as number)), `${name} at ${place}`).toBeLessThanOrEqual(
        tolerance(name, decoder),
      );
    }
  }
  const values = picture.data.filter((_, i) => i % channels < colours);
  expect(Math.abs(values.reduce((sum, v) => sum + v, 0) / values.length - mean)).toBeLessThan(1.5);
}

describe("sharp", () => {
  it.each(Object.keys(expected))("reads %s as Pillow does", (name) => compare(sharp, name));

  it("is what is used, and says its versions", async () => {
    const { name, version, formats } = await openPictureDecoder();
    expect(name).toBe("sharp");
    expect(version).toMatch(/^\d+\.\d+\.\d+ with libvips \d+\.\d+\.\d+$/);
    expect(formats).toEqual(["png", "jpeg", "webp", "avif", "gif", "tiff"]);
  });

  it("tells of several pictures in a file", async () => {
    expect((await sharp.inspect(read("film.gif"))).frames).toBe(2);
    expect((await sharp.inspect(read("pages.tiff"))).frames).toBe(2);
    expect((await sharp.inspect(read("palette.gif"))).frames).toBe(1);
  });

  it("reads by content what is named otherwise", async () => {
    const { data, shape } = await sharp.decode(read("webp-named.jpg", cases));
    expect(shape).toEqual([24, 32, 3]);
    expect([...data.subarray(3 * (3 * 32 + 3)).subarray(0, 3)]).toEqual([19, 26, 237]);
    expect((await sharp.inspect(read("webp-named.jpg", cases))).format).toBe("webp");
  });
});

describe("without sharp", () => {
  const read4 = Object.keys(expected).filter(
    (name) => /\.(png|jpg|jfif|jpe)$/.test(name) && !name.startsWith("cmyk"),
  );
  it.each(read4)("reads %s as Pillow does", (name) => compare(portableDecoder, name));

  it("refuses printing inks and other formats in words", async () => {
    const rejected = (name: string, from?: URL) =>
      portableDecoder.decode(read(name, from)).catch((e: unknown) => e);
    expect(await rejected("cmyk.jpg")).toMatchObject({
      code: "dataset-invalid",
      message: expect.stringMatching(/received 4 of 8/),
    });
    expect(await rejected("webp-named.jpg", cases)).toMatchObject({
      message: "WebP needs the package sharp, which is not installed.",
      hint: expect.stringContaining("npm install sharp"),
    });
    expect(await rejected("film.gif")).toMatchObject({ message: expect.stringMatching(/^GIF needs/) });
  });
});

describe.each(decoders.map((decoder) => [decoder.name, decoder] as const))("%s", (_, decoder) => {
  const at33 = async (name: string) => {
    const { data, shape } = await decoder.decode(read(name, cases));
    const [, width = 0, channels = 0] = shape;
    return [...data.subarray((3 * width + 3) * channels).subarray(0, channels), ...shape];
  };

  it("gets the colours of JPEGs right that are stored as RGB", async () => {
    expect(await at33("rgbcoded.jpg")).toEqual([24, 30, 243, 24, 32, 3]);
    expect(await at33("rgb.png")).toEqual([24, 30, 243, 24, 32, 3]);
  });

  it("reads an interlaced PNG of four bits", async () => {
    const { data, shape } = await decoder.decode(read("interlaced-4bit.png", cases));
    expect([shape, data[3 * 32 + 3]]).toEqual([[24, 32, 1], 17]);
    expect(data.reduce((sum, value) => sum + value, 0) / data.length).toBe(127.5);
  });

  it("turns what is stored turned", async () => {
    const [red = 0, green = 0, blue = 0, ...shape] = await at33("exif6.jpg");
    expect(shape).toEqual([32, 24, 3]);
    for (const [found, right] of [
      [red, 23],
      [green, 200],
      [blue, 242],
    ] as const)
      expect(Math.abs(found - right)).toBeLessThan(8);
  });

  it("reads PNG of every number of channels, and 16 bits as 8", async () => {
    for (const channels of [1, 2, 3, 4]) {
      const data = Uint8Array.from({ length: 6 * channels }, (_, i) => i * 9);
      const picture = await decoder.decode(encodePng({ width: 3, height: 2, channels, data }));
      expect(picture).toEqual({ data, shape: [2, 3, channels] });
    }
    const deep = encodePng({ width: 3, height: 1, channels: 1, data: Uint16Array.of(0, 257 * 100, 65535) });
    expect([...(await decoder.decode(deep)).data]).toEqual([0, 100, 255]);
  });

  it("refuses headers that promise more pixels than it will hold, without taking the memory", async () => {
    const huge = Uint8Array.from(jpeg.encode({ width: 8, height: 8, data: new Uint8Array(256) }, 50).data);
    const frame = huge.findIndex((byte, i) => byte === 0xff && huge[i + 1] === 0xc0);
    huge.set([0x9c, 0x40, 0x9c, 0x40], frame + 5);
    const png = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(1) });
    png.set([0, 0, 0x80, 0, 0, 0, 0x80, 0], 16);
    for (const bytes of [huge, png]) {
      for (const ask of [decoder.inspect, decoder.decode]) {
        await expect(ask(bytes)).rejects.toMatchObject({ code: "dataset-invalid" });
      }
    }
    await expect(decoder.decode(huge)).rejects.toThrow(/at most 50000000 pixels/);
  });

  it("refuses what is cut off, empty or something else, always in words", async () => {
    const texts = ["", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "%PDF-1.4", "BM6"];
    const files = readdirSync(pictures).filter(
      (name) => !/\.(py|json)$/.test(name) && !/^(film|pages)/.test(name),
    );
    const cut = files.flatMap((name) => {
      const bytes = read(name);
      return [0.1, 0.3, 0.6].map((share) => bytes.subarray(0, Math.floor(share * bytes.length)));
    });
    for (const bytes of [...texts.map((text) => new TextEncoder().encode(text)), ...cut]) {
      await expect(decoder.decode(bytes)).rejects.toMatchObject({ code: "dataset-invalid" });
    }
  });

  it("gives a picture or an error of its own for any changed byte", async () => {
    for (const name of ["turned-6.jpg", "palette.png", "grey-alpha.png"]) {
      const bytes = read(name);
      for (let at = 0; at < Math.min(bytes.length, 200); at += 3) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] as number) ^ 0xff;
        const result = await decoder.decode(changed).catch((error: unknown) => error);
        if ("code" in (result as object)) expect(result).toMatchObject({ code: "dataset-invalid" });
        else expect(result).toHaveProperty("shape");
      }
    }
  });
});
