import { readFileSync } from "node:fs";
import { memoryFile, sha256Hex } from "@ganlens/core";
import { expect, test } from "vitest";
import { readDataFile } from "../files/read-data-file.ts";
import type { FileSettings } from "../files/read-file-options.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { soundRuns } from "./parquet-runs.ts";

const read = (name: string, settings: FileSettings = {}) =>
  readDataFile(
    memoryFile({
      name,
      bytes: new Uint8Array(readFileSync(new URL(`../../testdata/parquet/${name}`, import.meta.url))),
    }),
    {
      name: "hub",
      settings: { size: [4, 4], ...settings },
      decoder: async () => portableDecoder,
      maximumBytes: 2 ** 30,
      sha256: sha256Hex,
    },
  );

test.each(["hub-snappy.parquet", "hub-zstd.parquet"])(
  "%s: pictures and classes as the hub stores them",
  async (name) => {
    const loaded = await read(name);
    expect(loaded.info).toMatchObject({ kind: "image", shape: [4, 4, 1], classes: ["cat", "dog", "owl"] });
    expect(loaded.x.shape[0]).toBe(200);
    // Row 150 is in the second group; its pixel (x, y) is row + x + y.
    expect([...loaded.x.data.subarray(150 * 16, 150 * 16 + 5)]).toEqual([150, 151, 152, 153, 151]);
    expect(loaded.labels?.[150]).toBe(0);
    expect(loaded.notes?.join("\n")).toContain("the column image.bytes, classes label");
  },
);

test("a column of bytes and labels of text, in pages of version 2 without compression", async () => {
  const loaded = await read("plain.parquet", { labelColumn: "kind" });
  expect(loaded.info.classes).toEqual(["one", "two"]);
  expect([...loaded.x.data.subarray(199 * 16, 199 * 16 + 2)]).toEqual([199, 200]);
  expect((await read("plain.parquet")).info.classes).toBeUndefined();
  await expect(read("plain.parquet", { labelColumn: "absent" })).rejects.toThrow(/column of plain.parquet/);
  await expect(read("plain.parquet", { images: "kind" })).rejects.toThrow(/column of pictures/);
});

test("runs that announce more than there is are told before they are decoded", () => {
  const runs = (bytes: readonly number[], count: number, open = false) =>
    soundRuns(Uint8Array.from(bytes), { start: 0, end: bytes.length, width: 1, count, open });
  expect(runs([8 << 1, 1], 8)).toBe(true);
  expect(runs([9 << 1, 1], 8)).toBe(false);
  expect(runs([(1 << 1) | 1, 0xff], 8)).toBe(true);
  expect(runs([0xfe, 0xff, 0xff, 0xff, 0x0f, 1], 8)).toBe(false);
  expect(runs([0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 8)).toBe(false);
  expect(runs([4 << 1, 1], 8)).toBe(false);
  expect(runs([4 << 1, 1], 8, true)).toBe(true);
});
