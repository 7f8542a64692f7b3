import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { modelFilesFromPath } from "./model-files-from-path.ts";

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-model-"));
  folder = join(root, "model");
  await mkdir(join(folder, "parts"), { recursive: true });
  await writeFile(join(folder, "model.json"), "{}");
  await writeFile(join(folder, "generator.onnx"), "onnx");
  await writeFile(join(folder, "parts", "a.bin"), Uint8Array.of(1, 2, 3));
  await writeFile(join(root, "secret"), "secret");
});
afterAll(() => rm(root, { recursive: true }));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("a folder, its model.json and an .onnx file are opened by path", async () => {
  for (const path of [folder, join(folder, "model.json")]) {
    const files = await modelFilesFromPath(path);
    expect(files.main).toBe("model.json");
    expect(files.location).toBe(folder);
    expect(text(await files.read(files.main))).toBe("{}");
    expect(await files.read("parts/a.bin")).toEqual(Uint8Array.of(1, 2, 3));
  }
  const onnx = await modelFilesFromPath(join(folder, "generator.onnx"));
  expect(text(await onnx.read(onnx.main))).toBe("onnx");
  await symlink(folder, join(root, "link"));
  const linked = await modelFilesFromPath(join(root, "link"));
  expect(await linked.read("parts/a.bin")).toEqual(Uint8Array.of(1, 2, 3));
});

test("what leads outside the folder, is missing, is no file or too large is refused", async () => {
  await symlink(join(root, "secret"), join(folder, "leak.bin"));
  await symlink("/dev/zero", join(folder, "zero.bin"));
  execFileSync("mkfifo", [join(folder, "pipe.bin")]);
  await writeFile(join(folder, "huge.bin"), "");
  await truncate(join(folder, "huge.bin"), 2 ** 40);
  const files = await modelFilesFromPath(folder);
  for (const path of [
    "../secret",
    "/etc/passwd",
    "parts/../../secret",
    "",
    ".",
    "a\\b",
    "file:///etc/passwd",
    "leak.bin",
    "zero.bin",
    "pipe.bin",
    "parts",
    "missing.bin",
    "huge.bin",
  ]) {
    await expect(files.read(path), path).rejects.toBeInstanceOf(ConfigInvalidError);
  }
  await expect(files.read("parts/a.bin", { maximumBytes: 2 })).rejects.toThrow("at most 2 bytes");
  await expect(modelFilesFromPath(join(root, "nothing"))).rejects.toBeInstanceOf(ConfigInvalidError);
});
