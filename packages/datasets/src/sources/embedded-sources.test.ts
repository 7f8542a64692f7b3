import { readdir, readFile, stat } from "node:fs/promises";
import { datasetInfoSchema, sha256Hex } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { decodeEmbedded } from "../embedded/decode-embedded.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { wordImages, wordsOfImages } from "../words/word-images.ts";
import { digits8x8 } from "./digits-8x8.ts";
import { gameIcons } from "./game-icons.ts";
import { mnist5k } from "./mnist-5k.ts";
import { mnistT10k } from "./mnist-t10k.ts";
import { patches16 } from "./patches-16.ts";
import { words } from "./words.ts";

const data = new URL("../../data/", import.meta.url);
const embedded = new URL("../embedded/", import.meta.url);
const budgetBytes = 5_900_000;

const countPerClass = ({ labels, splits }: DatasetSamples, split: string): number[] => {
  const counts = new Array<number>(10).fill(0);
  for (const row of splits[split] ?? []) {
    const label = labels?.[row] ?? -1;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
};
const idsOf = ({ ids, splits }: DatasetSamples, split: string): string[] =>
  Array.from(splits[split] ?? [], (row) => ids[row] as string);

describe("the embedded modules", () => {
  it("decode to the bytes that the source notes name, and each has its licence", async () => {
    const names = (await readdir(data)).sort();
    expect(names).toEqual(
      [digits8x8, gameIcons, mnist5k, mnistT10k, patches16, words].map(({ name }) => name).sort(),
    );
    for (const name of names) {
      const source = JSON.parse(await readFile(new URL(`${name}/source.json`, data), "utf8"));
      expect((await readFile(new URL(`${name}/LICENCE`, data), "utf8")).length).toBeGreaterThan(300);
      const files = Object.values<{ part: string; sha256_unzipped: string }>(source.files);
      expect(files.length).toBeGreaterThan(0);
      for (const { part, sha256_unzipped: expected } of files) {
        const { base64 } = await import(`../embedded/${name}-${part}.generated.ts`);
        expect(sha256Hex(decodeEmbedded(base64))).toBe(expected);
      }
    }
  });

  it(`take at most ${budgetBytes} bytes together`, async () => {
    const files = (await readdir(embedded)).filter((file) => file.endsWith(".generated.ts"));
    const sizes = await Promise.all(files.map(async (file) => (await stat(new URL(file, embedded))).size));
    expect(files).toHaveLength(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(budgetBytes);
  });
});

describe.each<[DatasetSource, Record<string, number>]>([
  [mnist5k, { train: 4000, "held-out": 1000 }],
  [mnistT10k, { a: 5000, b: 5000, "b-1": 2500, "b-2": 2500 }],
  [digits8x8, { train: 1438, "held-out": 359 }],
])("$name", (source, splits) => {
  it("has disjoint, complete splits of exactly these sizes, the classes shared out evenly", async () => {
    const samples = await source.load();
    expect(datasetInfoSchema.parse(samples.info)).toEqual(samples.info);
    expect(samples.info.splits).toEqual(splits);
    expect(new Set(samples.ids).size).toBe(samples.x.shape[0]);
    expect(samples.info.classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    const pairs = [Object.keys(splits).slice(0, 2), ...("b-1" in splits ? [["b-1", "b-2"]] : [])];
    for (const [first = "", second = ""] of pairs) {
      const together = [...idsOf(samples, first), ...idsOf(samples, second)];
      const whole = first === "b-1" ? idsOf(samples, "b") : [...samples.ids];
      expect(together.sort()).toEqual(whole.sort());

      const share = (splits[first] ?? 0) / whole.length;
      const counts = countPerClass(samples, first);
      const others = countPerClass(samples, second);
      for (const [label, count] of counts.entries()) {
        expect(Math.abs(count - share * (count + (others[label] ?? 0)))).toBeLessThanOrEqual(1);
      }
    }
  });
});

it("mnist-5k has 400 and 100 images of each digit", async () => {
  const samples = await mnist5k.load();
  expect(countPerClass(samples, "train")).toEqual(new Array(10).fill(400));
  expect(countPerClass(samples, "held-out")).toEqual(new Array(10).fill(100));
  expect(samples.info.sha256).toBe("c866afeab2fdb14e8542f5ff3fc80a85674caedbdf4c49357a00984b837946d0");
});

it("mnist-5k and mnist-t10k have no image in common", async () => {
  const hashes = async (source: DatasetSource) =>
    new Set((await source.load()).ids.map((id) => id.slice(id.indexOf("/") + 1)));
  const [first, second] = [await hashes(mnist5k), await hashes(mnistT10k)];
  expect([first.size, second.size]).toEqual([5000, 10_000]);
  expect([...first].filter((hash) => second.has(hash))).toEqual([]);
});

it("digits-8x8 does not depend on the order of its file", async () => {
  const { info, x, labels, ids } = await digits8x8.load();
  const reversed = Array.from({ length: 1797 }, (_, i) => 1796 - i);
  const again = labelledImages({
    name: info.name,
    images: {
      data: Uint8Array.from(reversed.flatMap((row) => [...x.data.subarray(64 * row, 64 * row + 64)])),
      shape: x.shape,
    },
    labels: reversed.map((row) => labels?.[row] ?? -1),
    maximum: 16,
    classes: info.classes ?? [],
    parts: trainAndHeldOut,
    licence: info.licence,
  });
  expect(again.info).toEqual(info);
  const ofFirst = idsOf(await digits8x8.load(), "train");
  expect(idsOf(again, "train")).toEqual(ofFirst);
  expect(reversed.map((row) => ids[row])).toEqual(again.ids);
});

it.each([
  [
    gameIcons,
    { train: 3307, "held-out": 827 },
    [28, 28, 1],
    0,
    "bc8f7eff87ecf0a7fefcda731910a7d0dac1c0e773eee4d9c66467178ee2dccd",
  ],
  [
    patches16,
    { train: 2880, "held-out": 720 },
    [16, 16, 1],
    9,
    "937d9acc0d1fe892200f34ce78c7f07b1a39105a2e76488ec009d52cef872e25",
  ],
  [
    words,
    { train: 19978, "held-out": 4994 },
    [8, 27, 1],
    6,
    "f503a28f648435d7b0207043f171e390de67b23766961dc969aea7ab2fe93b2a",
  ],
] as const)(
  "$name has its samples, classes, licence and hash",
  async (source, splits, shape, classes, sha256) => {
    const samples = await source.load();
    const { info } = samples;
    expect(datasetInfoSchema.parse(info)).toEqual(info);
    expect(info.shape).toEqual(shape);
    expect(info.classes?.length ?? 0).toBe(classes);
    expect(info.licence).toBe(source.licence);
    expect(info.sha256).toBe(sha256);
    const [train, heldOut] = Object.keys(splits).map((split) => idsOf(samples, split)) as [
      string[],
      string[],
    ];
    expect(new Set([...train, ...heldOut]).size).toBe(samples.ids.length);
    expect(Math.abs(train.length - splits.train)).toBeLessThan(15);
    expect(train.length + heldOut.length).toBe(splits.train + splits["held-out"]);
  },
);

it("words can be read in their images, and nothing but words is taken", async () => {
  const { x, labels, info } = await words.load();
  const read = wordsOfImages(x);
  expect([read.length, read[0], read.at(-1)]).toEqual([
    24972,
    "aardvark",
    expect.stringMatching(/^zu?[a-z]+$/),
  ]);
  expect(read.every((word, i) => word.length === Number(info.classes?.[labels?.[i] ?? -1]))).toBe(true);
  expect(new Set(read).size).toBe(24972);
  for (const word of ["ab", "abcdefghi", "Abc", "a b", "é"])
    expect(() => wordImages(["abc", word])).toThrow(/at 1/);
});
