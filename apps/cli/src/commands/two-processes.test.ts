import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunRecord, runLayout } from "@ganlens/core";
import { thisWriter } from "@ganlens/core/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeArguments, spawnCli } from "../testdata/spawn-cli.ts";
import { stoppedRun } from "../testdata/stopped-run.ts";
import { ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-two-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const loggedSteps = async (run: string): Promise<readonly number[]> =>
  (await readFile(join(cwd, run, runLayout.metrics), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { readonly step: number }).step);

/** As a process leaves it that was killed. */
async function leaveAsKilled(run: string): Promise<void> {
  const path = join(cwd, run, runLayout.record);
  const record: RunRecord = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...record, state: "running" }));
  const dead = { ...(await thisWriter()), pid: spawnSync("true").pid, began: "1" };
  await writeFile(join(cwd, run, runLayout.writer), JSON.stringify(dead));
}

test.skipIf(process.platform === "win32")(
  "of three processes that go on with one run, one does, and the others say why not",
  { timeout: 120_000 },
  async () => {
    const schedule = { totalSteps: 1_000_000, logEvery: 1, snapshots: 0 };
    await stoppedRun({ cwd, out: "run", at: 5, values: { schedule } });
    await leaveAsKilled("run");
    const argv = ["train", "--resume", join(cwd, "run"), "--log", "json"];
    const all = [1, 2, 3].map(() => spawnCli(argv, { env: { GANLENS_BACKEND: "wasm" } }));
    const left = new Set(all);
    const ended: Awaited<(typeof all)[number]["exited"]>[] = [];
    for (const each of all) {
      void each.exited.then((how) => {
        left.delete(each);
        ended.push(how);
      });
    }
    await expect.poll(() => left.size, { timeout: 90_000, interval: 50 }).toBe(1);
    for (const { code, stderr } of ended) {
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^Expected a run that nobody trains, but process \d+ on this machine is training .*\nWait until/,
      );
    }
    const [winner] = [...left];
    await winner?.untilEvent("step-end");
    winner?.child.kill("SIGINT");
    expect((await winner?.exited)?.code).toBe(130);
    const steps = await loggedSteps("run");
    expect(steps).toEqual(steps.map((_, i) => i + 1));
    expect(steps.length).toBeGreaterThan(5);
    expect(await readdir(join(cwd, "run"))).not.toContain(runLayout.writer);
  },
);

test("a run that is being explained goes on all the same", async () => {
  await stoppedRun({ cwd, out: "run", at: 5, values: { schedule: { totalSteps: 40, snapshots: 2 } } });
  const explaining = ganlens(["explain", "run", "--lens", "identifiability", "--effort", "glance"], { cwd });
  const training = ganlens(["train", "--resume", "run"], { cwd });
  expect(await training).toMatchObject({ code: 0, stderr: "" });
  expect((await explaining).code).toBe(0);
  expect(await readdir(join(cwd, "run/lenses"))).toEqual(["identifiability"]);
});

describe("a process that was killed before its run began", () => {
  const argv = ["train", ...tinyGan, "--steps", "2", "--out", "run"];
  const left = async (writer: object): Promise<void> => {
    await mkdir(join(cwd, "run"));
    await writeFile(join(cwd, "run/writer.json"), JSON.stringify(writer));
    await writeFile(join(cwd, `run/.ganlens-${spawnSync("true").pid}-0.tmp`), "half");
  };

  test("leaves a folder in which a run can begin", async () => {
    const own = await thisWriter();
    await left({ ...own, pid: spawnSync("true").pid, began: "1" });
    expect(await ganlens(argv, { cwd })).toMatchObject({ code: 0, stderr: "" });
  });

  test("is told from one that has not begun yet", async () => {
    await left(await thisWriter());
    expect(await ganlens(argv, { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/process \d+ on this machine is training/),
    });
  });

  test("leaves nothing that another file is mistaken for", async () => {
    await left({ ...(await thisWriter()), began: "1" });
    await writeFile(join(cwd, "run/thesis.txt"), "mine");
    expect(await ganlens(argv, { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is not empty"),
    });
    expect(await readFile(join(cwd, "run/thesis.txt"), "utf8")).toBe("mine");
  });
});

const hasPython = spawnSync("python3", ["-c", "import pty"]).status === 0;

test.skipIf(!hasPython)(
  "closing its terminal saves a checkpoint (needs Python)",
  { timeout: 120_000 },
  async () => {
    const run = join(cwd, "run");
    const command = [
      process.execPath,
      ...nodeArguments,
      "train",
      ...tinyGan,
      "--steps",
      "1000000",
      "--out",
      run,
    ];
    const script = fileURLToPath(new URL("../testdata/train-in-terminal.py", import.meta.url));
    spawnSync("python3", [script, join(run, runLayout.metrics), "500", ...command], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, GANLENS_BACKEND: "wasm", CI: "" },
    });
    const { state, training }: RunRecord = JSON.parse(await readFile(join(run, runLayout.record), "utf8"));
    expect(state).toBe("stopped");
    expect(training?.step).toBeGreaterThan(0);
    expect(await readdir(join(run, "checkpoints"))).toContain(
      `step-${String(training?.step).padStart(6, "0")}`,
    );
  },
);
