import { type ByteFile, memoryFile, sha256Hex } from "@ganlens/core";
import { expect, test } from "vitest";
import type { ReadFileOptions } from "../files/read-file-options.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { readCsvPoints } from "./read-csv-points.ts";

const options = (settings: ReadFileOptions["settings"]): ReadFileOptions => ({
  name: "points",
  settings,
  decoder: async () => portableDecoder,
  maximumBytes: 2 ** 30,
  sha256: sha256Hex,
});
const read = (text: string | Uint8Array, settings: ReadFileOptions["settings"] = {}) =>
  readCsvPoints(
    memoryFile({ name: "t.csv", bytes: typeof text === "string" ? new TextEncoder().encode(text) : text }),
    options(settings),
  );
const rows = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i));
const table = (head: string | undefined, line: (i: number) => string, count = 300): string =>
  [...(head === undefined ? [] : [head]), ...rows(count, line)].join("\n");

test("commas, semicolons and tabs, with names or without, with either line end, give the same points", async () => {
  const plain = await read(table(undefined, (i) => `${i},${-i / 4},1e-3`));
  expect(plain.info).toMatchObject({ kind: "points", shape: [3], splits: { train: 240, "held-out": 60 } });
  expect([...plain.x.data.subarray(9, 12)]).toEqual([3, -0.75, Math.fround(1e-3)]);
  for (const other of [
    table(undefined, (i) => `${i};${-i / 4};1e-3`),
    table("a\tb\tc", (i) => `${i}\t${-i / 4}\t1e-3`),
    table("a,b,c", (i) => `"${i}", ${-i / 4},"1e-3"`),
    `\u{feff}${table("a,b,c", (i) => `${i},${-i / 4},1e-3`).replaceAll("\n", "\r\n")}\r\n`,
    rows(300, (i) => `${i},${-i / 4},1e-3`)
      .reverse()
      .join("\n\n"),
  ]) {
    expect((await read(other)).info.sha256).toBe(plain.info.sha256);
  }
});

test("labels are found by name, as the one column of texts, or where the user says", async () => {
  const named = await read(table("x,y,Label", (i) => `${i},2,${i % 11}`));
  expect(named.info).toMatchObject({ shape: [2], classes: rows(11, String) });
  expect(named.labels?.[13]).toBe(2);
  const texts = await read(
    table("a,species,b", (i) => `1,${i % 2 === 0 ? "setosa" : "a, b"},${i}`.replace("a, b", '"a, b"')),
  );
  expect(texts.info).toMatchObject({ shape: [2], classes: ["a, b", "setosa"] });
  const asked = await read(
    table(undefined, (i) => `${i % 3},${i}`),
    { labelColumn: "1" },
  );
  expect(asked.info).toMatchObject({ shape: [1], classes: ["0", "1", "2"] });
  await expect(
    read(
      table("a,b", (i) => `${i},1`),
      { labelColumn: "c" },
    ),
  ).rejects.toThrow(/column of t.csv/);
});

test("a column y is a coordinate beside x, and where its values are many", async () => {
  expect((await read(table("x,y", (i) => `${i},${i % 3}`))).info).toMatchObject({ shape: [2] });
  expect((await read(table("a,y", (i) => `${i},${i % 3}`))).info).toMatchObject({
    shape: [1],
    classes: ["0", "1", "2"],
  });
  const many = await read(table("a,y", (i) => `${i},${i / 7}`));
  expect(many.info.shape).toEqual([2]);
  expect(many.info.classes).toBeUndefined();
});

test.each([
  ["NaN", "3,NaN", /line 252 of t.csv, b, found "NaN"/],
  ["an empty cell", "3,", /line 252 of t.csv, b, found an empty cell/],
  ["an infinite number", "inf,3", /line 252 of t.csv, a, found "inf"/],
  ["a number that float32 cannot hold", "1e39,3", /line 252 of t.csv, a, found "1e39"/],
  ["hexadecimal", "0x10,3", /line 252/],
  ["a missing cell", "3", /2 cells in line 252 of t.csv, as in the first, found 1/],
  ["a cell too many", "3,4,5", /2 cells in line 252 of t.csv, as in the first, found 3/],
  ["an open quote", '"3,4', /quotes to be closed within line 252/],
])("%s is refused with its line and column", async (_, line, message) => {
  const lines = rows(299, (i) => `${i},1`);
  lines[250] = line;
  await expect(read(["a,b", ...lines].join("\n"))).rejects.toThrow(message);
});

test("what is no text is refused with where it lies, a long line before it is read whole", async () => {
  const bytes = new TextEncoder().encode(table("a,b", (i) => `${i},1`));
  bytes[6] = 0;
  await expect(read(bytes)).rejects.toThrow(/line 2 of t.csv, found other bytes at byte 6/);
  bytes[6] = 0xff;
  await expect(read(bytes)).rejects.toThrow(/line 2 of t.csv, found other bytes at byte 4/);

  let asked = 0;
  const endless: ByteFile = {
    name: "long.csv",
    byteLength: 2 ** 40,
    slice: async (start, end) => {
      asked = Math.max(asked, end);
      return new Uint8Array(end - start).fill(0x31);
    },
  };
  await expect(readCsvPoints(endless, options({}))).rejects.toThrow(
    /line 1 of long.csv, at byte 0, is longer/,
  );
  expect(asked).toBeLessThanOrEqual(2 ** 21);
});

test("lines that lie over the ends of pieces are read whole", async () => {
  const long = await read(table("a,b", (i) => `${i},${i / 3}`, 120_000));
  expect(long.x.shape).toEqual([120_000, 2]);
  expect(long.x.data[2 * 119_999]).toBe(119_999);
  expect(long.x.data[2 * 60_000 + 1]).toBe(20_000);
});
