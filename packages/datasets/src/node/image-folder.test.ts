import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng, Random } from "@ganlens/core";
import jpeg from "jpeg-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
    expect(train.notes).toEqual([]);
    const batch = train.next(32);
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
    expect(dataset.notes).toEqual(["1 files that are not .png, .jpg or .jpeg were ignored."]);
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
    expect(notes[0]).toMatch(
      /^10 of 210 images could not be read and were skipped: broken-0\.png \(Expected a PNG or JPEG/,
    );

    const worse = await folder("many-broken", {
      ...many(200),
      ...broken,
      "cut.png": png(1).subarray(0, 50),
      "cut.jpg": jpg(1, 2, 3).subarray(0, 100),
    });
    await expect(openImageFolder({ path: worse, split: "train" })).rejects.toMatchObject({
      code: "dataset-invalid",
      message: expect.stringMatching(/at most 5 % .* found 12 of 212: broken-0\.png .* and 2 more\.$/),
    });
  });

  it("refuses too few images, a mix of both ways, a missing folder and a file", async () => {
    const few = await folder("few", { ...many(199), "a.webp": Uint8Array.of(1) });
    await expect(openImageFolder({ path: few, split: "train" })).rejects.toMatchObject({
      code: "dataset-invalid",
      message: `Expected at least 200 readable PNG or JPEG images in ${few}, found 199 (and 1 other files).`,
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

  it("follows links to files inside, never outside and never to folders", async () => {
    const outside = await folder("outside", { "secret.png": png(251), "more/secret.png": png(252) });
    const path = await folder("links", { ...many(200, "a/"), ".kept/inside.png": png(250) });
    await symlink(join(path, ".kept/inside.png"), join(path, "a/inside.png"));
    await symlink(join(outside, "secret.png"), join(path, "a/secret.png"));
    await symlink(join(outside, "more"), join(path, "b"));
    await symlink(path, join(path, "a/loop"));
    await symlink(join(path, "nowhere.png"), join(path, "a/dangling.png"));
    const dataset = await openImageFolder({ path, split: "train" });
    expect(dataset.size + dataset.openSplit("held-out").size).toBe(201);
    expect(dataset.info.classes).toEqual(["a"]);
    expect(dataset.notes).toEqual(["4 files that are not .png, .jpg or .jpeg were ignored."]);
  });
});
