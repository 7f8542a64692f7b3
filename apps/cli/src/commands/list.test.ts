import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-list-"));
});
afterAll(() => rm(cwd, { recursive: true }));

test("lists every kind, without runs where there are none", async () => {
  const { code, stdout, stderr } = await ganlens(["list"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  for (const name of [
    "demo",
    "seed-mlp",
    "mnist-5k",
    "dcgan-generator",
    "compression",
    "There are no runs",
  ]) {
    expect(stdout).toContain(name);
  }
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("lists runs with their state, and one that cannot be read with the reason", async () => {
  await ganlens(["train", ...tinyGan, "--steps", "2"], { cwd });
  await mkdir(join(cwd, "runs", "broken"));
  await writeFile(join(cwd, "runs", "broken", "run.json"), '{"schemaVersion":');
  const { code, stdout } = await ganlens(["list", "runs", "--json"], { cwd });
  expect(code).toBe(0);
  const { runs } = JSON.parse(stdout) as { runs: { name: string; description: string }[] };
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({
    name: "runs/broken",
    description: expect.stringMatching(/^cannot be read: /),
  });
  expect(runs[1]).toEqual({
    name: "runs/mlp-gan-20260131-093005",
    description: "mlp-gan on digits-8x8, seed 0, finished at step 2/2, not explained",
  });
});

test("names beside a lens whose answer is not of the run's generator", async () => {
  const stored = fileURLToPath(new URL("../../../../packages/core/testdata/run-v2", import.meta.url));
  const folder = join(cwd, "explained", "runs", "mine");
  await cp(stored, folder, { recursive: true });
  const path = join(folder, "lenses", "distance", "result.json");
  const result = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...result, fingerprint: "b".repeat(64) }));
  const { stdout } = await ganlens(["list", "runs", "--json"], { cwd: join(cwd, "explained") });
  const { runs } = JSON.parse(stdout) as { runs: { description: string }[] };
  expect(runs[0]?.description).toMatch(
    /explained: distance \(of another generator\), reconstruction, compression/,
  );
});
