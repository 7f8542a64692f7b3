import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CliEvent } from "../reporters/cli-event.ts";
import { announcePaths } from "./open-run-subject.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-announce-"));
  await mkdir(join(root, "run"));
  await mkdir(join(root, "private"));
  await writeFile(join(root, "run/own.npz"), "");
  await symlink(join(root, "private"), join(root, "run/images"));
  await symlink(join(root, "run"), join(root, "by-link"));
});
afterAll(() => rm(root, { recursive: true }));

async function announced(path: string, run = "run"): Promise<readonly string[]> {
  const told: string[] = [];
  const report = (event: CliEvent) => {
    if (event.type === "note") told.push(event.text);
  };
  await announcePaths(
    { folder: { path: join(root, path) } },
    { store: { location: join(root, run) }, reporter: { report, close() {} } },
  );
  return told;
}

test("a link inside a run that leads out of it is told, with where it leads", async () => {
  expect(await announced("run/images")).toEqual([
    expect.stringMatching(/outside the run.*run\/images, which leads to .*\/private$/),
  ]);
});

test("what lies in the run is not told, however the run is named", async () => {
  expect(await announced("run/own.npz")).toEqual([]);
  expect(await announced("by-link/own.npz", "by-link")).toEqual([]);
  expect(await announced("run/own.npz", "by-link")).toEqual([]);
});

test("a path outside is told, whether or not anything is there", async () => {
  expect(await announced("private")).toEqual([expect.stringMatching(/opened now: .*\/private$/)]);
  expect(await announced("nothing")).toHaveLength(1);
});
