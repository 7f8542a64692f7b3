import { type ByteFile, encodeIdx, encodeNpz, encodePng, memoryFile, sha256Hex } from "@ganlens/core";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { readDataFile } from "./read-data-file.ts";
import type { FileSettings, ReadFileOptions } from "./read-file-options.ts";

const options = (settings: FileSettings = {}, more: Partial<ReadFileOptions> = {}): ReadFileOptions => ({
  name: "test",
  settings,
  decoder: async () => portableDecoder,
  maximumBytes: 2 ** 30,
  sha256: sha256Hex,
  ...more,
});
const file = (name: string, bytes: Uint8Array | string): ByteFile =>
  memoryFile({ name, bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes });
const read = (name: string, bytes: Uint8Array | string, settings?: FileSettings) =>
  readDataFile(file(name, bytes), options(settings));

const png = (level: number, side = 28): Uint8Array =>
  encodePng({ width: side, height: side, channels: 1, data: new Uint8Array(side * side).fill(level) });
const pictures = (count: number, path: (i: number) => string): Record<string, Uint8Array> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [path(i), png(i)]));

test("the content tells the kind, whatever the name says", async () => {
  const data = Uint8Array.from({ length: 200 * 16 }, (_, i) => (i * 7) % 251);
  const npz = encodeNpz({ images: { data, shape: [200, 4, 4] } });
  const idx = encodeIdx({ data, shape: [200, 4, 4] });
  for (const [name, bytes] of [
    ["table.csv", npz],
    ["data_batch_1.bin", idx],
  ] as const) {
    expect((await read(name, bytes)).info).toMatchObject({ kind: "image", shape: [4, 4, 1] });
  }
  const table = Array.from({ length: 200 }, (_, i) => `${i},${i % 7}.5`).join("\n");
  expect((await read("images.npz", table)).info).toMatchObject({ kind: "points", shape: [2] });
});

test("other files are refused, saying what was tried and what they seem to be", async () => {
  await expect(read("a.png", png(1))).rejects.toThrow(
    /npz, npy, IDX.*CSV or CIFAR file, received one picture, a PNG/,
  );
  await expect(read("a.txt", "nothing to see")).rejects.toThrow(/received none of these/);
  await expect(read("a.bin", new Uint8Array(5000).fill(7))).rejects.toThrow(
    /3073 \(CIFAR-10\) or 3074 bytes \(CIFAR-100\); 5000 is a multiple of neither/,
  );
  await expect(read("cifar-10-binary.tar.gz", Uint8Array.of(0x1f, 0x8b, 8))).rejects.toThrow(/packed folder/);
  await expect(read("empty", "")).rejects.toThrow(/an empty file/);
});

test("a zip of pictures is read like a folder: classes, splits, what is passed over", async () => {
  const loaded = await read(
    "pictures.zip",
    zipSync({
      ...pictures(200, (i) => `set/train/${i % 2 === 0 ? "even" : "odd"}/${i}.png`),
      ...pictures(20, (i) => `set/test/${i % 2 === 0 ? "even" : "odd"}/t${i}.png`),
      "set/readme.txt": new Uint8Array(3),
      "set/more.zip": new Uint8Array(3),
      "__MACOSX/set/._1.png": new Uint8Array(3),
    }),
  );
  expect(loaded.info.classes).toEqual(["even", "odd"]);
  // Twenty of test are copies of what is trained on.
  expect(loaded.info.splits).toEqual({ train: 200, test: 20, "held-out": 0 });
  expect(loaded.info.shape).toEqual([28, 28, 1]);
  expect(loaded.notes?.join("\n")).toMatch(/1 files in the archive are archives themselves/);
  expect(loaded.notes?.join("\n")).toMatch(/1 files in the archive are no pictures/);
});

test("classes of a zip stand in the order in which a folder has them, also where they are numbers", async () => {
  const loaded = await read("p.zip", zipSync(pictures(240, (i) => `${i % 12}/${i}.png`)));
  expect(loaded.info.classes?.slice(0, 4)).toEqual(["0", "1", "10", "11"]);
});

test("of a zip, a picture that holds more than it announced is skipped and named", async () => {
  const bytes = zipSync(pictures(200, (i) => `${1000 + i}.png`));
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(bytes.length - 6, true);
  view.setUint32(directory + 24, 20, true);
  await expect(read("p.zip", bytes)).rejects.toThrow(
    /1000.png \(p.zip: 1000.png at byte 0 gives more than the 20/,
  );
  const more = zipSync(pictures(240, (i) => `${1000 + i}.png`));
  new DataView(more.buffer).setUint32(
    new DataView(more.buffer).getUint32(more.length - 6, true) + 24,
    20,
    true,
  );
  const loaded = await read("p.zip", more);
  expect(loaded.x.shape[0]).toBe(239);
  expect(loaded.notes?.join("\n")).toContain("Skipped, since they cannot be read: 1000.png");
});

test("pictures lie where folders of a zip say, and nowhere else", async () => {
  await expect(read("p.zip", zipSync({ "../a.png": png(1) }))).rejects.toThrow(
    /relative name without '\.\.'/,
  );
  await expect(read("p.zip", zipSync({ "/a.png": png(1) }))).rejects.toThrow(/relative name/);
  const links = zipSync({
    ...pictures(200, (i) => `${i}.png`),
    "link.png": [new TextEncoder().encode("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }],
  });
  expect((await read("p.zip", links)).notes?.join("\n")).toContain("1 files in the archive are links");
});

test("samples over the limit are refused before they are made, with what allows them", async () => {
  const zip = file("p.zip", zipSync(pictures(200, (i) => `${i}.png`)));
  const small = options({}, { maximumBytes: 200 * 784 - 1 });
  await expect(readDataFile(zip, small)).rejects.toThrow(
    /at most 156799 bytes of pixels in p.zip, received 156800/,
  );
  await expect(readDataFile(zip, small)).rejects.toMatchObject({
    hint: expect.stringContaining("--allow-large"),
  });
});

test("what a kind of file does not listen to is refused", async () => {
  const zip = zipSync(pictures(200, (i) => `${i}.png`));
  await expect(read("p.zip", zip, { labelColumn: "coarse" })).rejects.toThrow(
    /no labelColumn with a zip of images/,
  );
  await expect(read("t.csv", "1,2\n3,4\n", { channels: 1 })).rejects.toThrow(
    /no channels with a table of points/,
  );
  await expect(read("p.zip", zip, { size: [2, 2] })).rejects.toThrow(/sides of 4 to 1024/);
});
