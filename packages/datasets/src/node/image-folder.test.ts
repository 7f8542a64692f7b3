import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng, Random } from "@ganlens/core";
import jpeg from "jpeg-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../dataset.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { imageFolder } from "./image-folder.ts";
import { openDataset } from "./open-dataset.ts";
import { openImageFolder } from "./open-image-folder.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-images-"));
});
afterAll(() => rm(root, { recursive: true }));

/** A grey gradient that differs for every number. */
const greys = (number: number, side = 6) =>
  Uint8Array.from({ length: side * side }, (_, i) => (i * 7 + number) % 256);
const png = (number: number, side = 6) =>
  encodePng({ width: side, height: side, channels: 1, data: greys(number, side) });
const jpg = (red: number, green: number, blue: number) => {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => [red, green, blue, 255][i % 4] ?? 0);
  return Uint8Array.from(jpeg.encode({ width: 16, height: 16, data }, 95).data);
};

async function folder(name: string, files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const path = join(root, name);
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(join(path, file, ".."), { recursive: true });
    await writeFile(join(path, file), bytes);
  }
  return path;
}
const many = (count: number, prefix = "", first = 0) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${prefix}${String(i).padStart(3, "0")}.png`, png(first + i)]),
  );

describe("openImageFolder", () => {
  it("reads loose images without classes, four fifths to train on", async () => {
    const path = await folder("loose", {
      ...many(199),
      "photo.JPG": jpg(250, 20, 20),
      ".hidden.png": Uint8Array.of(1),
    });
    const train = await openImageFolder({ path, size: [6, 6], split: "train", random: Random.fromSeed(1) });
    expect(train.info).toMatchObject({
      name: "loose",
      kind: "image",
      shape: [6, 6, 1],
      splits: { train: 160, "held-out": 40 },
    });
    expect(train.info.classes).toBeUndefined();
    expect(train.notes).toEqual([
      "Pictures become 6 × 6, grey, the middle is cut out (cover); what is transparent becomes white. The files suggest it: the median of their shorter sides is 6, and 1 of 200 are in colours; size, channels and fit change it.",
    ]);
    expect(train.info.transform).toEqual({ size: [6, 6], channels: 1, fit: "cover", behind: "white" });
    expect(train.info.decoder).toMatchObject({ name: "sharp" });
    const batch = await train.next(32);
    expect(batch.labels).toBeUndefined();
    expect(batch.x.shape).toEqual([32, 6, 6, 1]);

    const everything = [await train.all(), await train.openSplit("held-out").all()];
    const rowsOf = everything.flatMap(({ x }) =>
      Array.from({ length: x.data.length / 36 }, (_, i) => x.data.slice(36 * i, 36 * i + 36)),
    );
    expect(rowsOf).toContainEqual(Float32Array.from(greys(17), (value) => Math.fround(value / 255)));
    expect(new Set(everything.flatMap(({ ids }) => ids)).size).toBe(200);
  });

  it("makes classes of sub-folders, at any depth below them, and keeps colours", async () => {
    const path = await folder("classes", {
      ...many(120, "zebra/"),
      ...many(60, "ape/deep/er/", 120),
      ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`ape/${i}.jpeg`, jpg(10 * i, 200, 30)])),
      "notes.txt": Uint8Array.of(65),
    });
    await mkdir(join(path, "empty"));
    const dataset = await openDataset({ folder: { path, channels: 3 } }, { split: "held-out" });
    expect(dataset.info.classes).toEqual(["ape", "zebra"]);
    expect(dataset.info.shape).toEqual([28, 28, 3]);
    expect(dataset.notes.slice(1)).toEqual([
      "2 classes: ape (80), zebra (120).",
      "1 files that are no pictures were ignored.",
    ]);
    expect(dataset.classFrequencies()).toEqual([16 / 40, 24 / 40]);
    const { labels, x } = await dataset.all();
    expect(labels?.filter((label) => label === 0)).toHaveLength(16);
    expect(labels?.filter((label) => label === 1)).toHaveLength(24);
    expect(x.data.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it("splits by content: the same at any size, under any file name, copies kept together", async () => {
    const path = await folder("named", {
      ...many(200),
      ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`copy-${i}.png`, png(i)])),
    });
    const renamed = await folder("elsewhere/named", {
      ...Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${999 - i}.png`, png(i)])),
      ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a${i}.png`, png(i)])),
    });
    const idsOf = async (of: string, side: number, split: string) =>
      (await (await openImageFolder({ path: of, size: [side, side], split })).all()).ids;
    const heldOut = await idsOf(path, 6, "held-out");
    expect(await idsOf(path, 12, "held-out")).toEqual(heldOut);
    expect(await idsOf(renamed, 6, "held-out")).toEqual(heldOut);
    const train = new Set((await idsOf(path, 6, "train")).map((id) => id.replace(/-\d+$/, "")));
    expect(heldOut.filter((id) => train.has(id.replace(/-\d+$/, "")))).toEqual([]);
    expect(train.size + new Set(heldOut.map((id) => id.replace(/-\d+$/, ""))).size).toBe(200);
  });

  it("skips up to 5 % unreadable images and says which, and refuses more", async () => {
    const broken = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`broken-${i}.png`, Uint8Array.of(1, 2)]),
    );
    const path = await folder("few-broken", { ...many(200), ...broken });
    const { notes, size } = await openImageFolder({ path, split: "train" });
    expect(size).toBe(160);
    expect(notes[1]).toMatch(
      /^10 of 210 images \(4\.8 %\) could not be read and were skipped: broken-0\.png \(Expected a file of PNG/,
    );

    const worse = await folder("many-broken", {
      ...many(200),
      ...broken,
      "cut.png": png(1).subarray(0, 50),
      "cut.jpg": jpg(1, 2, 3).subarray(0, 100),
    });
    await expect(openImageFolder({ path: worse, split: "train" })).rejects.toMatchObject({
      code: "dataset-invalid",
      message: expect.stringMatching(/at most 5 % .* found 11 of 212: broken-0\.png .* and 1 more\.$/),
    });
  });

  it("refuses too few images, a mix of both ways, a missing folder and a file", async () => {
    const few = await folder("few", { ...many(199), "a.txt": Uint8Array.of(1) });
    await expect(openImageFolder({ path: few, split: "train" })).rejects.toMatchObject({
      code: "dataset-invalid",
      message: `Expected at least 200 readable images in ${few}, found 199 (and 1 other files).`,
      hint: expect.stringContaining("add images"),
    });
    const mixed = await folder("mixed", { ...many(150), ...many(100, "class/") });
    await expect(openImageFolder({ path: mixed, split: "train" })).rejects.toThrow(
      /found 150 in it and 100 in sub-folders/,
    );
    await expect(openImageFolder({ path: join(root, "absent"), split: "train" })).rejects.toMatchObject({
      code: "dataset-invalid",
      hint: "Check the path.",
    });
    await expect(openImageFolder({ path: join(few, "000.png"), split: "train" })).rejects.toThrow(
      /found a file/,
    );
  });

  it("refuses wrong sizes and unknown splits before and after reading", async () => {
    expect(() => imageFolder({ path: root, size: [0, 28] })).toThrow(/size/);
    expect(() => imageFolder({ path: root, size: [28, 1e9] })).toThrow(/size/);
    expect(() => imageFolder({ path: root, channels: 2 as 1 })).toThrow(
      expect.objectContaining({ code: "config-invalid" }),
    );
    const path = await folder("splits", many(200));
    await expect(openImageFolder({ path, split: "trian" })).rejects.toMatchObject({
      code: "config-invalid",
      hint: 'Did you mean "train"?',
    });
  });

  it("follows links to files and folders, in no circle", async () => {
    const outside = await folder("outside", { "one.png": png(251), "more/two.png": png(252) });
    const path = await folder("links", { ...many(200, "a/"), ".kept/inside.png": png(250) });
    await symlink(join(path, ".kept/inside.png"), join(path, "a/inside.png"));
    await symlink(join(outside, "one.png"), join(path, "a/linked.png"));
    await symlink(join(outside, "more"), join(path, "b"));
    await symlink(path, join(path, "a/loop"));
    await symlink(join(path, "a"), join(path, "b-again"));
    await symlink(join(path, "nowhere.png"), join(path, "a/dangling.png"));
    const dataset = await openImageFolder({ path, split: "train" });
    expect(dataset.info.classes).toEqual(["a", "b", "b-again"]);
    expect(dataset.size + dataset.openSplit("held-out").size).toBe(202 + 1 + 202);
    expect(dataset.notes).toContain("2 links that lead back to a folder above them were not followed.");
    expect(dataset.notes).toContain(
      "2 links that lead nowhere, or to what may not be read, were passed over.",
    );
  });

  it("is a folder of links only, too", async () => {
    const path = await folder("targets", many(200));
    await mkdir(join(root, "only-links"));
    for (let i = 0; i < 200; i++) {
      const name = `${String(i).padStart(3, "0")}.png`;
      await symlink(join(path, name), join(root, "only-links", name));
    }
    const linked = await openImageFolder({ path: join(root, "only-links"), split: "train" });
    const direct = await openImageFolder({ path, split: "train" });
    expect(linked.info.sha256).toBe(direct.info.sha256);
  });

  it("passes over what systems leave in folders", async () => {
    const path = await folder("from-a-mac", {
      ...many(100, "cats/"),
      ...many(100, "dogs/", 100),
      ...many(9, "__MACOSX/", 200),
      "cats/._000.png": png(250),
      "cats/Thumbs.db": Uint8Array.of(1),
      "dogs/desktop.ini": Uint8Array.of(1),
      ".DS_Store": Uint8Array.of(1),
    });
    const { info, notes } = await openImageFolder({ path, split: "train" });
    expect(info.classes).toEqual(["cats", "dogs"]);
    expect(notes.slice(1)).toEqual(["2 classes: cats (100), dogs (100)."]);
  });

  it("makes splits of train and test, and holds out what is not in train", async () => {
    const path = await folder("divided", {
      ...many(100, "data/train/cats/"),
      ...many(60, "data/Training/dogs/", 100),
      ...many(30, "data/test/cats/", 90),
      ...many(20, "data/val/dogs/", 200),
    });
    const train = await openImageFolder({ path, split: "train" });
    expect(train.info.classes).toEqual(["cats", "dogs"]);
    expect(train.info.splits).toEqual({ train: 160, test: 30, validation: 20, "held-out": 20 });
    expect(train.notes.slice(1)).toEqual([
      "2 classes: cats (130), dogs (80).",
      "All images lie in the folder data: it is no class.",
      "Splits are as the folders say: train (160 images), test (30 images), validation (20 images).",
      "The split held-out is test and validation, without 30 images that are also in train.",
    ]);
    expect((await train.openSplit("validation").all()).labels).toEqual(new Int32Array(20).fill(1));
  });

  it("decides by content: other endings, none, and the wrong one", async () => {
    const read = (name: string) => readFile(new URL(`../../testdata/${name}`, import.meta.url));
    const path = await folder("endings", {
      ...many(190),
      "a.jfif": await read("pictures/subsampled.jfif"),
      "b.jpe": await read("pictures/rgb-by-name.jpe"),
      "c.TIF": await read("pictures/cmyk.tif"),
      "d.gif": await read("pictures/film.gif"),
      "e.avif": await read("pictures/plain.avif"),
      "f.jpg": await read("cases/webp-named.jpg"),
      "no-ending": await read("pictures/alpha.png"),
      "wrong.data": await read("pictures/grey.jpg"),
      ...many(2, "x", 200),
    });
    const { info, notes } = await openImageFolder({ path, split: "train" });
    expect(info.splits).toEqual({ train: 160, "held-out": 40 });
    expect(notes.slice(1)).toEqual(["Of 1 files with several pictures only the first one is taken."]);
    const portable = openImageFolder({ path, split: "train", decoder: portableDecoder });
    await expect(portable).rejects.toThrow(
      /at least 200 readable images .* found 196; 4 could not be read: c\.TIF \(TIFF needs the package sharp/,
    );
  });

  it("chooses size and channels by the files", async () => {
    const shapeOf = async (name: string, height: number, width: number, channels: number) => {
      const data = (i: number) =>
        Uint8Array.from({ length: height * width * channels }, (_, k) => (k * 7 + i) % 256);
      const files = Array.from({ length: 200 }, (_, i) => [
        `${i}.png`,
        encodePng({ height, width, channels, data: data(i) }),
      ]);
      const path = await folder(name, Object.fromEntries(files));
      return (await openImageFolder({ path, split: "train" })).info.shape;
    };
    expect(await shapeOf("small", 9, 30, 1)).toEqual([28, 28, 1]);
    expect(await shapeOf("medium", 40, 33, 3)).toEqual([32, 32, 3]);
    expect(await shapeOf("large", 64, 90, 4)).toEqual([64, 64, 3]);
    expect(await shapeOf("grey", 31, 31, 2)).toEqual([28, 28, 1]);
  });

  it("is the same data after a move, not after a change, a rename of a class, or another transform", async () => {
    const files = { ...many(100, "cats/"), ...many(100, "dogs/", 100) };
    const here = await folder("here", files);
    const hash = async (path: string, spec: object = {}) =>
      (await openImageFolder({ path, split: "train", ...spec })).info.sha256;
    const first = await hash(here);
    expect(await hash(await folder("there/other", files))).toBe(first);
    expect(await hash(here, { decoder: portableDecoder })).toBe(first);
    expect(await hash(here, { size: [28, 28], channels: 1, fit: "cover" })).toBe(first);
    expect(await hash(here, { fit: "contain" })).not.toBe(first);
    expect(await hash(here, { channels: 3 })).not.toBe(first);
    await rename(join(here, "cats"), join(here, "lions"));
    expect(await hash(here)).not.toBe(first);
    const changed = await folder("changed", { ...files, "cats/000.png": png(255) });
    expect(await hash(changed)).not.toBe(first);
  });

  it("says once what is different without sharp", async () => {
    const path = await folder("portable", many(200));
    const { notes, info } = await openImageFolder({ path, split: "train", decoder: portableDecoder });
    expect(notes.filter((note) => note.includes("sharp"))).toHaveLength(1);
    expect(info.decoder).toEqual({ name: "portable", version: portableDecoder.version });
  });

  it("stops when asked to, and does not wait for a pipe", async () => {
    const path = await folder("piped", many(200));
    const stopped = openImageFolder({ path, split: "train", signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
    if (process.platform === "win32") return;
    execFileSync("mkfifo", [join(path, "pipe.png"), join(path, "pipe")]);
    const { notes } = await openImageFolder({ path, split: "train" });
    expect(notes.at(-1)).toBe("2 files that are no pictures were ignored.");
  });
});

it("opens the folders of old runs as they were read then", async () => {
  const path = join(root, "old");
  for (const name of ["ape", "zebra"]) await mkdir(join(path, name), { recursive: true });
  for (let i = 0; i < 210; i++) {
    const data = Uint8Array.from({ length: 10 * 8 * 4 }, (_, k) => (i * 37 + k * i) % 256);
    const bytes =
      i % 3 === 0
        ? encodePng({ width: 10, height: 8, channels: 4, data })
        : jpeg.encode({ width: 10, height: 8, data }, 90).data;
    await writeFile(join(path, i % 2 ? "ape" : "zebra", `${i}.${i % 3 === 0 ? "png" : "jpg"}`), bytes);
  }
  // Both hashes and sums were printed by the version before transforms were kept.
  const recorded = {
    name: "old",
    kind: "image",
    shape: [28, 28, 1],
    splits: {},
    licence: "",
    sha256: "",
  } as const;
  const sum = async (dataset: Dataset) => (await dataset.all()).x.data.reduce((a, b) => a + b, 0);
  const old = await openDataset({ folder: { path } }, { split: "train", recorded });
  expect(old.info.sha256).toBe("10b6322104a2937c30013f1d05c95b6bef0dabab072ed1e6cf24d7e64c52eaf9");
  expect(await sum(old)).toBeCloseTo(54734.33486001007, 6);
  expect(old.notes).toEqual([expect.stringMatching(/earlier version of ganlens/)]);
  const spec = { folder: { path, size: [12, 16], channels: 3 } } as const;
  const colours = await openDataset(spec, { split: "train", recorded });
  expect(colours.info.sha256).toBe("530d845e237ce7255fdc678809c1be5f25020acd6e8cf05e15556bba9524444e");
  expect(await sum(colours)).toBeCloseTo(40270.95782427816, 6);
  const now = await openDataset(spec, { split: "train" });
  expect(now.info.transform).toBeDefined();
  expect(now.info.sha256).not.toBe(colours.info.sha256);
});
