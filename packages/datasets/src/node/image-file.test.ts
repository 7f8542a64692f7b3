import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeIdx, encodeNpy, encodeNpz, type NpyInput } from "@ganlens/core";
import { gzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ImageFileSpec } from "../dataset-spec.ts";
import { openDataset } from "./open-dataset.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-image-file-"));
});
afterAll(() => rm(root, { recursive: true }));

const count = 250;
const bytes: NpyInput = {
  data: new Uint8Array(count * 30).map((_, i) => (Math.imul(i, 2_654_435_761) >>> 13) % 256),
  shape: [count, 5, 6, 1],
};
const labels: NpyInput = {
  data: BigInt64Array.from({ length: count }, (_, i) => BigInt((i % 3) + 1)),
  shape: [count],
};

async function file(name: string, content: Uint8Array): Promise<string> {
  await mkdir(join(root, name, ".."), { recursive: true });
  await writeFile(join(root, name), content);
  return join(root, name);
}
const open = (spec: ImageFileSpec, split = "train") => openDataset({ file: spec }, { split });
const floats = (
  map: (value: number, i: number) => number,
  shape: readonly number[] = bytes.shape,
): NpyInput => ({
  data: Float32Array.from(bytes.data as Uint8Array, map),
  shape,
});

it("opens an npz with labels, split by hash within classes, wherever it lies", async () => {
  const path = await file("faces.v2.npz", encodeNpz({ images: bytes, labels }));
  const train = await open({ path });
  expect(train.info).toMatchObject({
    name: "faces",
    kind: "image",
    shape: [5, 6, 1],
    classes: ["1", "2", "3"],
    classCounts: [84, 83, 83],
    splits: { train: 200, "held-out": 50 },
  });
  expect(train.notes).toContain("3 classes: 1, 2, 3.");
  const ids = (await train.all()).ids;
  expect(ids[0]).toMatch(/^faces\/[0-9a-f]{12}$/);
  expect((await train.openSplit("held-out").all()).ids.some((id) => ids.includes(id))).toBe(false);
  const moved = await open({ path: await file("elsewhere/x.npz", encodeNpz({ images: bytes, labels })) });
  expect(moved.info.sha256).toBe(train.info.sha256);
  const others = { data: labels.data.slice().reverse(), shape: [count] } as NpyInput;
  const changed = await open({
    path: await file("changed.npz", encodeNpz({ images: bytes, labels: others })),
  });
  expect(changed.info.sha256).not.toBe(train.info.sha256);
});

it("takes IDX with labels in a file of their own, with the split that the same images have elsewhere", async () => {
  const idx = await file(
    "toys.idx3.gz",
    gzipSync(encodeIdx({ data: bytes.data as Uint8Array, shape: [count, 5, 6] })),
  );
  const beside = await file("labels.npy", encodeNpy(labels));
  const [one, other] = [
    await open({ path: idx, labels: beside }),
    await open({ path: await file("same.npz", encodeNpz({ x: bytes, y: labels })) }),
  ];
  expect(one.notes).toContain("Labels are read from labels.npy.");
  const [a, b] = [await one.all(), await other.all()];
  expect([a.x, a.labels]).toEqual([b.x, b.labels]);
  const swapped = await file(
    "labels-2.npy",
    encodeNpy({ data: labels.data.slice().reverse(), shape: [count] } as NpyInput),
  );
  expect((await open({ path: idx, labels: swapped })).info.sha256).not.toBe(one.info.sha256);
});

it("keeps floats as floats, and brings every range to 0 to 1", async () => {
  const plain = await open({
    path: await file("plain.npy", encodeNpy(floats((v, i) => (v + (i % 7) / 7) / 256))),
  });
  const { x } = await plain.all();
  const finest = x.data.filter((value) => !Number.isInteger(value * 255)).length;
  expect(finest).toBeGreaterThan(x.data.length / 2);
  const stored = new Set(floats((v, i) => (v + (i % 7) / 7) / 256).data as Float32Array);
  expect(x.data.every((value) => stored.has(value))).toBe(true);

  const signed = await open({ path: await file("signed.npy", encodeNpy(floats((v) => v / 127.5 - 1))) });
  const exact = (await open({ path: await file("bytes.npy", encodeNpy(bytes)) }, "train")).openSplit("train");
  const sum = async (of: typeof exact) =>
    (await of.all()).x.data.reduce((total, value) => total + value, 0) / of.size;
  expect(signed.info.splits).toEqual(exact.info.splits);
  expect(await sum(signed)).toBeCloseTo(await sum(exact), 0);

  const path = await file("wide.npy", encodeNpy(floats((v) => v)));
  const wide = await open({ path, range: [0, 255] });
  expect(Math.max(...(await wide.all()).x.data)).toBe(1);
  expect((await open({ path, range: [0, 256] })).info.sha256).not.toBe(wide.info.sha256);
  const bright = new Uint8Array(bytes.data.length).fill(2);
  const two = await open({
    path: await file("two.npy", encodeNpy({ ...bytes, data: bright })),
    range: [0, 2],
  });
  expect(new Set((await two.all()).x.data)).toEqual(new Set([1]));
});

it("turns channels, leaves out what is not finite, and says so of the data and not of a generator", async () => {
  const colours = floats((v, i) => (i < 30 ? Number.NaN : v / 255), [count, 3, 5, 2]);
  const train = await open({ path: await file("nan.npy", encodeNpy(colours)) });
  expect(train.info.shape).toEqual([5, 2, 3]);
  expect(train.info.splits).toEqual({ train: 199, "held-out": 50 });
  expect(train.notes).toContain(
    "1 of 250 samples (0.4 %) are not finite and are left out, the first is number 0.",
  );
  // The only image of a class is gone, and the class with it.
  const rare = { data: Int32Array.from({ length: count }, (_, i) => (i === 0 ? 9 : i % 2)), shape: [count] };
  const labelled = await open({ path: await file("rare.npz", encodeNpz({ x: colours, y: rare })) });
  expect(labelled.info).toMatchObject({ classes: ["0", "1"], classCounts: [124, 125] });
});

it("refuses what it cannot read for sure, in words for data", async () => {
  const refused = async (spec: ImageFileSpec) => {
    const error = await open(spec).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: expect.stringMatching(/^(dataset|config)-invalid$/) });
    const { message, hint } = error as Error & { hint: string };
    expect(hint).not.toMatch(/generator|--(range|layout|size)/);
    return `${message} | ${hint}`;
  };
  const few = encodeNpy({ data: new Uint8Array(199 * 4), shape: [199, 2, 2] });
  expect(await refused({ path: await file("few.npy", few) })).toMatch(
    /at least 200 images in .*few\.npy, found 199/,
  );
  const tiny = encodeNpy({ data: new Uint8Array(9 * 4), shape: [9, 2, 2] });
  expect(await refused({ path: await file("tiny.npy", tiny) })).toMatch(/found 9\. \| .*too few/i);
  const wide = await file("open-range.npy", encodeNpy(floats((v) => v)));
  expect(await refused({ path: wide })).toMatch(/\| Save them as bytes.*--set data\.file\.range=\[0,255\]/);
  const either = await file("either.npy", encodeNpy({ data: bytes.data, shape: [count, 1, 10, 3] }));
  expect(await refused({ path: either })).toMatch(/--set data\.file\.layout=nhwc \(or nchw\)/);
  const rows = await file(
    "rows.npy",
    encodeNpy({ data: bytes.data.subarray(0, 200 * 12), shape: [200, 12] } as NpyInput),
  );
  expect(await refused({ path: rows })).toMatch(/data\.file\.size=\[2,2\] data\.file\.layout=nhwc/);
  const several = await file("several.npz", encodeNpz({ a: bytes, b: bytes }));
  expect(await refused({ path: several })).toMatch(/a \[250, 5, 6, 1\], b .*--set data\.file\.images=NAME/);
  expect((await open({ path: several, images: "b" })).size).toBe(200);
  const dark = await file("dark.npy", encodeNpy(floats(() => Number.NaN)));
  expect(await refused({ path: dark })).toMatch(/found none: all hold NaN/);
  expect(await refused({ path: root })).toMatch(/found a folder/);
  expect(await refused({ path: join(root, "absent.npz") })).toMatch(/absent\.npz: there is none/);
  expect(
    await refused({
      path: several,
      images: "b",
      labels: await file(
        "short.npy",
        encodeNpy({ ...labels, data: labels.data.slice(1), shape: [count - 1] } as NpyInput),
      ),
    }),
  ).toMatch(/short\.npy .* 250 images/);
  await expect(open({ path: several, range: [1, 0] })).rejects.toThrow(/lower number first/);
  if (process.platform !== "win32") expect(await refused({ path: "/dev/zero" })).toMatch(/found a device/);
});
