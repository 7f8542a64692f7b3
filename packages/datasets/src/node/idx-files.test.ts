import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    expect(error).toMatchObject({ code: "dataset-invalid", hint: expect.any(String) });
    return (error as Error).message;
  };
  expect(await rejected({ images: join(root, "absent.idx") })).toMatch(/absent\.idx, found none/);
  expect(await rejected({ images: root })).toMatch(/EISDIR/);
  expect(await rejected({ images: await file("text.idx", new TextEncoder().encode("hello")) })).toMatch(
    /text\.idx/,
  );
  const few = encodeIdx({ data: Uint8Array.of(1, 2), shape: [2] });
  expect(await rejected({ images, labels: await file("few.idx", few) })).toMatch(/few\.idx .* 50 images/);
  expect(() => idxFiles({ images: 3 as unknown as string })).toThrow(/images/);
});
