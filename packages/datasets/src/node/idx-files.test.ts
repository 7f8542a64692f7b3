import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeIdx } from "@ganlens/core";
import { gzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { idxFiles } from "./idx-files.ts";
import { openDataset } from "./open-dataset.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-idx-"));
});
afterAll(() => rm(root, { recursive: true }));

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(root, name);
  await writeFile(path, bytes);
  return path;
}
const pixels = encodeIdx({
  data: Uint8Array.from({ length: 50 * 4 }, (_, i) => (i * 37) % 256),
  shape: [50, 2, 2],
});
const digits = encodeIdx({ data: Uint8Array.from({ length: 50 }, (_, i) => i % 5), shape: [50] });

it("opens IDX files, gzipped or not, with classes from the labels", async () => {
  const images = await file("toys-images.idx3-ubyte.gz", gzipSync(pixels));
  const labels = await file("toys-labels.idx1-ubyte", digits);
  const dataset = await openDataset({ idx: { images, labels } }, { split: "train" });
  expect(dataset.info).toMatchObject({
    name: "toys-images",
    shape: [2, 2, 1],
    classes: ["0", "1", "2", "3", "4"],
    splits: { train: 40, "held-out": 10 },
  });
  expect((await dataset.all()).ids[0]).toMatch(/^toys-images\/[0-9a-f]{12}$/);
  const unlabelled = await openDataset({ idx: { images, name: "toys" } }, { split: "held-out" });
  expect(unlabelled.info.name).toBe("toys");
  expect(unlabelled.info.classes).toBeUndefined();
  expect(unlabelled.size).toBe(10);
});

it("says which file is missing, wrong or does not match", async () => {
  const images = await file("images.idx", pixels);
  const rejected = async (idx: { images: string; labels?: string }) => {
    const error = await openDataset({ idx }, { split: "train" }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(dataset|config)-invalid$/),
      hint: expect.any(String),
    });
    return (error as Error).message;
  };
  expect(await rejected({ images: join(root, "absent.idx") })).toMatch(/absent\.idx: there is none/);
  expect(await rejected({ images: root })).toMatch(/found a folder/);
  if (process.platform !== "win32") {
    expect(await rejected({ images: "/dev/zero" })).toMatch(/found a device/);
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect(await rejected({ images: join(root, "pipe") })).toMatch(/found a pipe/);
    expect(await rejected({ images, labels: "/dev/zero" })).toMatch(/labels at \/dev\/zero, found a device/);
  }
  expect(await rejected({ images: await file("text.idx", new TextEncoder().encode("hello")) })).toMatch(
    /text\.idx/,
  );
  const few = encodeIdx({ data: Uint8Array.of(1, 2), shape: [2] });
  expect(await rejected({ images, labels: await file("few.idx", few) })).toMatch(/few\.idx .* 50 images/);
  expect(() => idxFiles({ images: 3 as unknown as string })).toThrow(/images/);
});

it("makes classes of the labels that occur, whatever number they begin from", async () => {
  const at = (name: string) => fileURLToPath(new URL(`../../testdata/cases/${name}`, import.meta.url));
  const idx = { images: at("labels-from-1-images.idx3.gz"), labels: at("labels-from-1.idx1") };
  const train = await openDataset({ idx }, { split: "train" });
  expect(train.info.classes).toEqual(["1", "2", "3"]);
  expect(train.notes).toEqual(["3 classes: 1, 2, 3."]);
  const labels = (await train.all()).labels ?? new Int32Array();
  expect(new Set(labels)).toEqual(new Set([0, 1, 2]));
  const shares = train.classFrequencies();
  expect(shares).toHaveLength(3);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(shares[2]).toBe(labels.filter((label) => label === 2).length / train.size);
  // A run that was trained with four classes keeps them, and its hash.
  const recorded = { ...train.info, classes: ["0", "1", "2", "3"] };
  const old = await openDataset({ idx }, { split: "train", recorded });
  expect(old.info.classes).toEqual(recorded.classes);
  expect(old.classFrequencies()[0]).toBe(0);
});

it("takes labels of any type of whole numbers, and gaps between them", async () => {
  const images = await file("gaps.idx", pixels);
  const values = Int32Array.from({ length: 50 }, (_, i) => [-1, 7, 1000][i % 3] ?? 0);
  const labels = await file("gaps-labels.idx", encodeIdx({ data: values, shape: [50] }));
  const { info } = await openDataset({ idx: { images, labels } }, { split: "train" });
  expect(info.classes).toEqual(["-1", "7", "1000"]);
  const floats = await file("floats.idx", encodeIdx({ data: Float32Array.from(values), shape: [50] }));
  const refused = openDataset({ idx: { images, labels: floats } }, { split: "train" });
  await expect(refused).rejects.toThrow(/whole numbers, received float32/);
});
