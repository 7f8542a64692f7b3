import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { RunRecord } from "@ganlens/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-demo-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const tiny = [
  "data=digits-8x8",
  "generator.architecture=mlp-generator",
  "generator.widths=[4]",
  "discriminator.architecture=mlp-discriminator",
  "discriminator.widths=[4]",
  "autoencoder.architecture=dense-autoencoder",
  "batchSize=4",
  "samples=4",
];

/** Calls it and stops it when the lenses are to be asked: what would go on says how they are asked. */
async function untilAsked(
  ...options: readonly string[]
): Promise<{ readonly code: number; readonly stderr: string }> {
  const controller = new AbortController();
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      if (String(chunk).includes('"stage":"explain"')) controller.abort();
      done();
    },
  });
  const argv = ["demo", ...options, "--set", ...tiny, "--out", "run", "--log", "json"];
  return ganlens(argv, { cwd, stdout, signal: controller.signal });
}

const schedule = async () =>
  (JSON.parse(await readFile(join(cwd, "run", "run.json"), "utf8")) as RunRecord).training?.config.schedule;

test.each(["--glance", "--quick"])("%s trains the short schedule, and asks at a glance", async (option) => {
  const { code, stderr } = await untilAsked(option);
  expect(code).toBe(130);
  expect(stderr).toContain("ganlens explain run --effort glance\n");
  expect(await schedule()).toMatchObject({ totalSteps: 250, snapshots: 9 });
});

test("by itself it asks with quick effort, and says again what must not be written", async () => {
  const { stderr } = await untilAsked("--no-training-images", "--set", "schedule.totalSteps=20");
  expect(stderr).toContain("ganlens explain run --no-training-images\n");
  expect(await schedule()).toMatchObject({ sampleEvery: 200 });
});

test("the old name of --glance is not shown", async () => {
  const { stdout } = await ganlens(["demo", "--help"], { cwd });
  expect(stdout).toContain("--glance");
  expect(stdout).not.toContain("--quick");
});
