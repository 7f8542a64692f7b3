import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { type ByteFile, memoryFile } from "./byte-file.ts";
import { openZipFile } from "./zip-file.ts";

const text = new TextEncoder().encode("words that repeat, ".repeat(5_000));
const archive = (): Uint8Array => zipSync({ "a/one.txt": text, two: [text.subarray(0, 9), { level: 0 }] });
const memory = (bytes: Uint8Array): ByteFile => memoryFile({ name: "x.zip", bytes });

test("members come whole, and no more of the file is asked for than they take", async () => {
  const bytes = archive();
  const asked: number[] = [];
  const file: ByteFile = {
    ...memory(bytes),
    slice: async (start, end) => {
      asked.push(end - start);
      return bytes.slice(start, end);
    },
  };
  const zip = await openZipFile(file);
  expect(zip.members).toEqual([
    { name: "a/one.txt", size: text.length, link: false },
    { name: "two", size: 9, link: false },
  ]);
  asked.length = 0;
  expect(await zip.read("two")).toEqual(text.slice(0, 9));
  expect(asked).toEqual([30, 9]);
  expect(await zip.read("a/one.txt")).toEqual(text);
});

test("the directory is found before a long comment and behind much content", async () => {
  const bytes = zipSync({
    noise: [Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 3), { level: 0 }],
  });
  const commented = new Uint8Array(bytes.length + 60_000);
  commented.set(bytes);
  new DataView(commented.buffer).setUint16(bytes.length - 2, 60_000, true);
  expect((await openZipFile(memory(commented))).members).toHaveLength(1);
});

test("a member that gives more than it announced stops there, whatever it would give", async () => {
  const bytes = zipSync({ zeros: new Uint8Array(5_000_000) });
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(bytes.length - 6, true);
  view.setUint32(directory + 24, 100, true);
  const zip = await openZipFile(memory(bytes));
  await expect(zip.read("zeros")).rejects.toThrow(/zeros at byte 0 gives more than the 100 bytes/);
  view.setUint32(directory + 24, 4_000_000_000, true);
  await expect((await openZipFile(memory(bytes))).read("zeros")).rejects.toThrow(/impossible size/);
});

test("files that lie over each other are refused before anything is inflated", async () => {
  const bytes = archive();
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(bytes.length - 6, true);
  const second = directory + 46 + "a/one.txt".length;
  view.setUint32(second + 42, 0, true);
  await expect(openZipFile(memory(bytes))).rejects.toThrow(/lie over each other at byte 0/);
});

test("every truncation is refused", async () => {
  const bytes = archive();
  for (let length = 0; length < bytes.length; length++) {
    await expect(openZipFile(memory(bytes.subarray(0, length)))).rejects.toBeInstanceOf(DatasetInvalidError);
  }
});
