import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { namedData } from "./real-data.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-named-"));
  await writeFile(join(cwd, "images.npz"), "");
  await mkdir(join(cwd, "images"));
});
afterAll(() => rm(cwd, { recursive: true }));

it("lets a file be large where that is said, and nothing else be changed by it", async () => {
  const io = { cwd: "", program: "ganlens" };
  const of = (name: string, allowLarge?: boolean) =>
    namedData(name, allowLarge === undefined ? {} : { allowLarge }, { ...io, cwd });
  expect(await of("images.npz")).toEqual({ file: { path: expect.stringMatching(/images\.npz$/) } });
  expect(await of("images.npz", true)).toMatchObject({ file: { allowLarge: true } });
  expect(await of("images", true)).toEqual(await of("images"));
  expect(await of("mnist-5k", true)).toBe("mnist-5k");
});

it("takes the images of a folder to the size that is asked for, else to that of what they are compared with", async () => {
  const io = { cwd, program: "ganlens" };
  expect(await namedData("images", {}, io, [28, 28, 1])).toMatchObject({
    folder: { size: [28, 28], channels: 1 },
  });
  expect(await namedData("images", { size: [32, 32], channels: 3 }, io, [28, 28, 1])).toMatchObject({
    folder: { size: [32, 32], channels: 3 },
  });
});
