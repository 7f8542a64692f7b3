import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnCli } from "../testdata/spawn-cli.ts";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-explain-threads-"));
  const small = ["autoencoder.architecture=dense-autoencoder", "autoencoder.widths=[16]"];
  const argv = ["train", ...tinyGan, ...small, "--steps", "4", "--out", "run"];
  expect((await ganlens(argv, { cwd })).code).toBe(0);
  await cp(join(cwd, "run"), join(cwd, "other"), { recursive: true });
});
afterAll(() => rm(cwd, { recursive: true }));

const lenses = ["--lens", "reconstruction", "distance", "--effort", "glance"];
const explain = (run: string, ...more: readonly string[]): readonly string[] => [
  "explain",
  run,
  ...lenses,
  ...more,
];
const resultOf = (run: string, lens: string) =>
  readFile(join(cwd, run, "lenses", lens, "result.json"), "utf8");

/** Asks in two threads, and stops at the first sign of an autoencoder in training. */
async function stoppedInTraining(run: string): Promise<CliResult> {
  const controller = new AbortController();
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      if (String(chunk).includes('"stage":"training an autoencoder')) controller.abort();
      done();
    },
  });
  return ganlens(explain(run, "--threads", "2", "--log", "json"), { cwd, stdout, signal: controller.signal });
}

test("two threads that are stopped and asked again give the bytes of one that was not", async () => {
  const alone = await ganlens(explain("other", "--threads", "1"), { cwd });
  const stopped = await stoppedInTraining("run");
  expect([alone.code, stopped.code]).toEqual([0, 130]);
  expect(stopped.stderr).toContain(`Go on with: ganlens ${explain("run").join(" ")}\n`);
  const networks = await readdir(join(cwd, "run", "cache", "unfinished"));
  expect(networks.length).toBeGreaterThan(0);
  const { code, stdout, stderr } = await ganlens(explain("run", "--threads", "2"), { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  for (const lens of ["reconstruction", "distance"]) {
    expect(await resultOf("run", lens)).toBe(await resultOf("other", lens));
  }
  // Both say the same, but for the name of the run and how far they were when.
  const answers = (text: string) => text.slice(text.indexOf("\n\n")).replaceAll("other", "run");
  expect(answers(stdout)).toBe(answers(alone.stdout));
  expect(stdout).toMatch(/^ {2}\w+: .+; \w+: .+ \(\d+ %\)/m);
});

test("Ctrl-C ends a process with two threads", async () => {
  const argv = explain(join(cwd, "run"), "--replace", "--seed", "9", "--threads", "2", "--log", "json");
  const { child, untilEvent, exited } = spawnCli(argv, { env: { GANLENS_BACKEND: "wasm" } });
  await untilEvent("lens-progress");
  child.kill("SIGINT");
  expect(await exited).toMatchObject({
    code: 130,
    stderr: expect.stringContaining("Explaining was stopped"),
  });
});

test("a number of threads that is none is a wrong call", async () => {
  const { code, stderr } = await ganlens(["explain", "run", "--threads", "0"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("whole number of at least 1");
});
