import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng } from "@ganlens/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listImages } from "./list-images.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-list-"));
});
afterAll(() => rm(root, { recursive: true }));

const picture = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) });

it("looks sixteen levels down, and says that there is more", async () => {
  const deep = join(root, "deep", ...Array.from({ length: 20 }, () => "d"));
  await mkdir(deep, { recursive: true });
  await writeFile(join(deep, "far.png"), picture);
  await writeFile(join(root, "deep", "near.png"), picture);
  const { files, notes } = await listImages(join(root, "deep"));
  expect(files).toEqual([{ path: "near.png", linked: false }]);
  expect(notes).toEqual(["1 folders more than 16 levels down were not looked into."]);
});

it("ends where links between folders multiply", async () => {
  const path = join(root, "web");
  for (let i = 0; i < 6; i++) await mkdir(join(path, `${i}`), { recursive: true });
  for (let i = 0; i < 5; i++) {
    for (const name of ["a", "b", "c"]) await symlink(join(path, `${i + 1}`), join(path, `${i}`, name));
  }
  await writeFile(join(path, "5", "x.png"), picture);
  await symlink(path, join(path, "5", "top"));
  const { files, notes } = await listImages(join(path, "0"));
  expect(files).toHaveLength(3 ** 5);
  expect(new Set(files.map((file) => file.linked))).toEqual(new Set([true]));
  expect(notes.join()).toMatch(/links that lead back/);
});

it("tells pictures without an ending of their own from other files", async () => {
  const path = join(root, "mixed");
  await mkdir(path);
  await writeFile(join(path, "0001"), picture);
  await writeFile(join(path, "0002.download"), picture);
  await writeFile(join(path, "notes.md"), "PNG");
  await writeFile(join(path, "empty"), "");
  const { files, ignored } = await listImages(path);
  expect(files.map((file) => file.path)).toEqual(["0001", "0002.download"]);
  expect(ignored).toBe(2);
});

it("passes over a folder that is closed", async () => {
  // Nothing is closed to root.
  if (process.platform === "win32" || process.getuid?.() === 0) return;
  const path = join(root, "closed");
  await mkdir(join(path, "inner"), { recursive: true });
  await writeFile(join(path, "a.png"), picture);
  await chmod(join(path, "inner"), 0);
  const { files, notes } = await listImages(path);
  await chmod(join(path, "inner"), 0o700);
  expect(files).toHaveLength(1);
  expect(notes).toEqual(["1 folders may not be read and were passed over."]);
});
