import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeNpy, encodePng } from "@ganlens/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLatentFile, openSampleFiles } from "./open-sample-files.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-samples-"));
});
afterAll(() => rm(root, { recursive: true }));

async function folder(name: string, pictures: Readonly<Record<string, Uint8Array>>): Promise<string> {
  await mkdir(join(root, name));
  for (const [file, bytes] of Object.entries(pictures)) await writeFile(join(root, name, file), bytes);
  return join(root, name);
}
const png = (value: number, { height = 4, width = 6, channels = 3 } = {}) => {
  const data = new Uint8Array(height * width * channels).fill(value);
  if (channels === 2 || channels === 4)
    for (let i = channels - 1; i < data.length; i += channels) data[i] = 255;
  return encodePng({ height, width, channels, data });
};
const twelve = (make = png) =>
  Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`g-${i}.png`, make(i)]));

it("opens a folder of pictures in the natural order of their names, as they are stored", async () => {
  const path = await folder("plain", twelve());
  const { x, names, range, notes, sha256 } = await openSampleFiles(path);
  expect(x.shape).toEqual([12, 4, 6, 3]);
  expect(names?.slice(0, 3)).toEqual(["g-0.png", "g-1.png", "g-2.png"]);
  expect(x.data[72 * 10]).toBe(10);
  expect(range).toEqual({ low: 0, high: 255, stored: "uint8", origin: "type" });
  expect(notes).toEqual(["The samples stand in the natural order of their file names: 2 before 10."]);
  const moved = await folder("moved", twelve());
  expect((await openSampleFiles(moved)).sha256).toBe(sha256);
  const clear = await folder(
    "clear",
    twelve((value) => png(value, { channels: 4 })),
  );
  expect((await openSampleFiles(clear)).x.shape).toEqual([12, 4, 6, 3]);
});

it("refuses few pictures, other sizes, damaged and transparent ones, by name", async () => {
  const rejected = async (name: string, pictures: Readonly<Record<string, Uint8Array>>) => {
    const error = await openSampleFiles(await folder(name, pictures)).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "dataset-invalid", hint: expect.any(String) });
    return (error as Error).message;
  };
  expect(await rejected("three", { "a.png": png(1), "b.png": png(2), "c.png": png(3) })).toMatch(/found 3\./);
  expect(await rejected("none", {})).toMatch(/found 0\./);
  expect(await rejected("sizes", { ...twelve(), "other.png": png(1, { height: 5 }) })).toMatch(
    /g-0\.png is 4 × 6 × 3 and other\.png is 5 × 6 × 3/,
  );
  expect(await rejected("cut", { ...twelve(), "cut.png": png(1).subarray(0, 40) })).toMatch(
    /^Cannot read cut\.png/,
  );
  const data = new Uint8Array(4 * 6 * 4).fill(7);
  const glass = encodePng({ height: 4, width: 6, channels: 4, data });
  expect(await rejected("glass", { "a.png": glass, ...twelve() })).toMatch(/a\.png has some/);
});

it("opens files of arrays and of latents, and only regular ones", async () => {
  const images = encodeNpy({ data: new Uint8Array(12 * 25), shape: [12, 5, 5] });
  const latents = encodeNpy({ data: new Float32Array(12 * 3), shape: [12, 3] });
  const labels = encodeNpy({ data: Int32Array.from({ length: 12 }, (_, i) => i % 2), shape: [12] });
  for (const [name, bytes] of Object.entries({ images, latents, labels }))
    await writeFile(join(root, `${name}.npy`), bytes);
  const options = { labels: join(root, "labels.npy") };
  const samples = await openSampleFiles(join(root, "images.npy"), options);
  expect(samples.classes).toEqual(["0", "1"]);
  expect((await openLatentFile(join(root, "latents.npy"))).latents.shape).toEqual([12, 3]);
  await expect(openSampleFiles(join(root, "absent.npz"))).rejects.toThrow(/absent\.npz: there is none/);
  await expect(openLatentFile(root)).rejects.toThrow(/found a folder/);
  await expect(openSampleFiles(join(root, "images.npy"), { maximumBytes: 100 })).rejects.toThrow(
    /at most 100 bytes/,
  );
  if (process.platform === "win32") return;
  execFileSync("mkfifo", [join(root, "pipe.npz")]);
  await expect(openSampleFiles(join(root, "pipe.npz"))).rejects.toThrow(/found a pipe/);
  await expect(openSampleFiles("/dev/zero")).rejects.toThrow(/found a device/);
  expect((await readFile(join(root, "images.npy"))).length).toBe(images.length);
});
