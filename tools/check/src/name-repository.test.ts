import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nameRepository } from "./name-repository.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-repository-"));
  await mkdir(join(root, "packages", "one"), { recursive: true });
  await mkdir(join(root, "apps"));
  await writeFile(join(root, "packages", "one", "package.json"), '{ "name": "one", "version": "1.2.3" }');
});
afterEach(() => rm(root, { recursive: true }));

it("names the repository and the folder in it, and leaves the rest", async () => {
  await nameRepository(root, "https://github.com/owner/name");
  expect(JSON.parse(await readFile(join(root, "packages", "one", "package.json"), "utf8"))).toEqual({
    name: "one",
    version: "1.2.3",
    repository: { type: "git", url: "git+https://github.com/owner/name.git", directory: "packages/one" },
  });
});

it("refuses what is no repository", async () => {
  await expect(nameRepository(root, "https://github.com/")).rejects.toThrow(/https:\/\/host\/owner\/name/);
});
