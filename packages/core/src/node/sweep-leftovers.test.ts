import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdsOnlyLeftovers, sweepLeftovers } from "./sweep-leftovers.ts";

let run: string;
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), "ganlens-sweep-"));
});
afterEach(() => rm(run, { recursive: true }));

async function write(path: string, { hoursAgo = 0 } = {}): Promise<void> {
  await mkdir(dirname(join(run, path)), { recursive: true });
  await writeFile(join(run, path), "half");
  const time = new Date(Date.now() - hoursAgo * 3_600_000);
  await utimes(join(run, path), time, time);
}

const files = async (): Promise<readonly string[]> => (await readdir(run, { recursive: true })).sort();

/** The number of a process that has ended. */
function ended(): number {
  return spawnSync("true").pid;
}

test("removes what killed processes were writing, and nothing that others may be", async () => {
  const [gone, unknown] = [ended(), ended()];
  await write(`.ganlens-${gone}-0.tmp`);
  await write(`checkpoints/step-000004/.ganlens-${gone}-7.tmp`);
  await write("checkpoints/step-000004/manifest.json");
  await write(`models/a/.ganlens-${unknown}-1.tmp`);
  await write(`models/a/.ganlens-${unknown}-2.tmp`, { hoursAgo: 2 });
  await write(`models/a/.ganlens-${process.ppid}-3.tmp`, { hoursAgo: 2 });
  await write(`models/a/.ganlens-${process.pid}-4.tmp`);
  await write(`models/a/.ganlens-${process.pid}-5.tmp`, { hoursAgo: 20_000 });
  await write("models/a/mine.tmp", { hoursAgo: 2 });
  await sweepLeftovers(run, { gone });
  expect((await files()).filter((path) => path.includes("."))).toEqual(
    [
      "checkpoints/step-000004/manifest.json",
      `models/a/.ganlens-${unknown}-1.tmp`,
      `models/a/.ganlens-${process.ppid}-3.tmp`,
      `models/a/.ganlens-${process.pid}-4.tmp`,
      "models/a/mine.tmp",
    ].sort(),
  );
});

test("removes folders of checkpoints that hold nothing", async () => {
  await mkdir(join(run, "checkpoints/step-000002/generator"), { recursive: true });
  await write("checkpoints/step-000004/manifest.json");
  await mkdir(join(run, "mine"));
  await sweepLeftovers(run);
  expect(await files()).toEqual([
    "checkpoints",
    "checkpoints/step-000004",
    "checkpoints/step-000004/manifest.json",
    "mine",
  ]);
});

test("a run without checkpoints is swept too", async () => {
  await sweepLeftovers(run);
  expect(await files()).toEqual([]);
});

test("a folder of leftovers alone is told from one that holds anything else", async () => {
  expect(await holdsOnlyLeftovers(run)).toBe(false);
  await write(".ganlens-7-0.tmp");
  await write("writer.json");
  expect(await holdsOnlyLeftovers(run)).toBe(true);
  for (const path of ["run.json", "thesis.txt", ".ganlens-7.tmp", "checkpoints/a"]) {
    await write(path);
    expect(await holdsOnlyLeftovers(run)).toBe(false);
    await rm(join(run, path.split("/")[0] as string), { recursive: true });
  }
});
