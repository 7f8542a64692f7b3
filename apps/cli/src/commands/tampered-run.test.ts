import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckpointManifest, RunRecord, TrainingRecord } from "@ganlens/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBytes } from "../testdata/run-bytes.ts";
import { stoppedRun } from "../testdata/stopped-run.ts";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

type TrainedRecord = RunRecord & { readonly training: TrainingRecord };

const schedule = {
  totalSteps: 60,
  checkpointEvery: 15,
  sampleEvery: 30,
  logEvery: 1,
  snapshots: 2,
  keepLast: 2,
};
/** A run of seed 0 that was stopped at step 31 of 60, one of seed 1, and one of seed 0 that nothing stopped. */
let made: string;
let whole: Readonly<Record<string, unknown>>;
let cwd: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), "ganlens-tampered-made-"));
  await stoppedRun({ cwd: made, out: "run", at: 31, values: { schedule } });
  await stoppedRun({ cwd: made, out: "other", at: 31, values: { schedule, seed: 1 } });
  await stoppedRun({ cwd: made, out: "whole", at: 99, values: { schedule } });
  whole = await runBytes(join(made, "whole"));
});
afterAll(() => rm(made, { recursive: true }));
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-tampered-"));
  for (const name of ["run", "other"]) await cp(join(made, name), join(cwd, name), { recursive: true });
});
afterEach(() => rm(cwd, { recursive: true }));

const train = (...argv: readonly string[]): Promise<CliResult> => ganlens(["train", ...argv], { cwd });
const record = async (run: string): Promise<TrainedRecord> =>
  JSON.parse(await readFile(join(cwd, run, "run.json"), "utf8"));
const at = (...path: readonly string[]): string => join(cwd, "run", ...path);
const checkpoints = async (run: string): Promise<readonly string[]> =>
  (await readdir(join(cwd, run, "checkpoints"))).sort();

async function edit<T>(path: string, change: (value: T) => T): Promise<void> {
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, "utf8")))));
}

/** Every file of a run, but for what tells which process has looked at it. */
async function files(run: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(join(cwd, run), { recursive: true, withFileTypes: true });
  const paths = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, (await readFile(path)).toString("latin1")] as const)),
  );
}

async function flipBit(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 4;
  await writeFile(path, bytes);
}

test("an untouched run goes on without a word, and ends as one that nothing stopped", async () => {
  expect(await checkpoints("run")).toEqual(["step-000000", "step-000030", "step-000031"]);
  const { code, stdout, stderr } = await train("--resume", "run");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).not.toContain("Note:");
  expect(await runBytes(join(cwd, "run"))).toEqual(whole);
});

describe("what is not as it was written is refused, and nothing is changed", () => {
  test.each<readonly [string, RegExp, () => Promise<void>]>([
    [
      "a step that was edited",
      /manifest of the checkpoint of step 31, but .* says that it is of step 45/,
      () =>
        edit<CheckpointManifest>(at("checkpoints/step-000031/manifest.json"), (manifest) => ({
          ...manifest,
          step: 45,
        })),
    ],
    [
      "a checkpoint of another run",
      /checkpoint of step 31 was made by another run, or from another configuration, seed or data/,
      () =>
        cp(join(cwd, "other/checkpoints/step-000031"), at("checkpoints/step-000031"), { recursive: true }),
    ],
    [
      "the run.json of another run",
      /checkpoint of step 0 was made by another run/,
      () => cp(join(cwd, "other/run.json"), at("run.json")),
    ],
    [
      "a seed that was edited in run.json",
      /its trainer, configuration, seed, data or subject was changed since/,
      () =>
        edit<TrainedRecord>(at("run.json"), (run) => ({ ...run, training: { ...run.training, seed: 1 } })),
    ],
    [
      "a flipped bit",
      /step-000031\/state\.npz to have .* bytes with SHA-256/,
      () => flipBit(at("checkpoints/step-000031/state.npz")),
    ],
    [
      "a damaged line of the log",
      /Line 3 of metrics\.ndjson cannot be read/,
      async () => {
        const lines = (await readFile(at("metrics.ndjson"), "utf8")).split("\n");
        await writeFile(at("metrics.ndjson"), lines.toSpliced(2, 1, "\u0000\u0000").join("\n"));
      },
    ],
    [
      "a damaged line of what was measured",
      /Line 1 of evaluations\.ndjson cannot be read/,
      () => writeFile(at("evaluations.ndjson"), '{"step":3;\n{"step'),
    ],
    [
      "lines of another process in the log",
      /first 31 lines of metrics\.ndjson are not those/,
      async () => {
        const lines = (await readFile(at("metrics.ndjson"), "utf8")).split("\n");
        await writeFile(at("metrics.ndjson"), lines.flatMap((line) => [line, line]).join("\n"));
      },
    ],
  ])("%s", async (_, message, act) => {
    await act();
    const before = await files("run");
    for (const argv of [
      ["--resume", "run"],
      ["run", "--more", "5"],
    ]) {
      const { code, stdout, stderr } = await train(...argv);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(message);
      // The second line says what to do.
      expect(stderr.split("\n").filter(Boolean).length).toBeGreaterThan(1);
    }
    expect(await files("run")).toEqual(before);
  });
});

describe("--from latest-valid", () => {
  test("goes back behind a damaged checkpoint, which stays until a new one is saved", async () => {
    await flipBit(at("checkpoints/step-000031/state.npz"));
    expect((await train("--resume", "run")).stderr).toContain(
      "ganlens train --resume run --from latest-valid",
    );
    const { code, stdout, stderr } = await train("--resume", "run", "--from", "latest-valid");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/Note: Expected .*step-000031\/state\.npz to have/);
    expect(stdout).toMatch(/from step 30 on/);
    expect(await runBytes(join(cwd, "run"))).toEqual(whole);
    expect(await checkpoints("run")).toEqual(["step-000000", "step-000045", "step-000060"]);
  });

  test("leaves out the damaged lines of a log, and keeps it beside", async () => {
    const text = await readFile(at("metrics.ndjson"), "utf8");
    const damaged = text.replace('{"step":3,', '{"step":3;');
    await writeFile(at("metrics.ndjson"), damaged);
    const { code, stdout, stderr } = await train("--resume", "run", "--from", "latest-valid");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Line 3 of metrics.ndjson cannot be read.");
    expect(await readFile(at("metrics-damaged-1.ndjson"), "utf8")).toBe(damaged);
    const { log, ...rest } = await runBytes(join(cwd, "run"));
    const lines = log as readonly { readonly step: number }[];
    expect(lines.map(({ step }) => step)).toEqual(
      Array.from({ length: 60 }, (_, i) => i + 1).filter((step) => step !== 3),
    );
    // What comes after is tied to the log as it is now.
    const again = await train("run", "--more", "1");
    expect([again.code, again.stderr]).toEqual([0, ""]);
    expect(Object.keys(rest).length).toBeGreaterThan(5);
  });

  test("leaves out damaged lines of what was measured, and keeps them beside", async () => {
    const damaged = '{"step":3;\n{"step';
    await writeFile(at("evaluations.ndjson"), damaged);
    const { code, stdout, stderr } = await train("--resume", "run", "--from", "latest-valid");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Line 1 of evaluations.ndjson cannot be read.");
    expect(await readFile(at("evaluations-damaged-1.ndjson"), "utf8")).toBe(damaged);
    expect(await readFile(at("evaluations.ndjson"), "utf8")).toBe("");
  });

  test("begins again where no checkpoint is sound, and says so", async () => {
    for (const step of ["30", "31"]) await flipBit(at(`checkpoints/step-0000${step}/state.npz`));
    // All is measured again, so that it does not matter what this held.
    await writeFile(at("evaluations.ndjson"), '{"step":3;\n');
    const { code, stdout } = await train("--resume", "run", "--from", "latest-valid");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /no checkpoint that training can go on from is sound, so it begins again at step 0/,
    );
    expect(await runBytes(join(cwd, "run"))).toEqual(whole);
  });

  test("more steps of a finished run are counted from its last one, also where that checkpoint is damaged", async () => {
    expect((await train("--resume", "run")).code).toBe(0);
    await flipBit(at("checkpoints/step-000060/state.npz"));
    const { code, stdout } = await train("run", "--more", "5", "--from", "latest-valid");
    expect(code).toBe(0);
    expect(stdout).toContain("from step 45 on it goes on to step 65 instead of 60");
    expect(stdout).not.toContain("stopped early");
  });

  test("of a run in which nothing is wrong is the same as without it", async () => {
    expect(await train("--resume", "run", "--from", "latest-valid")).toMatchObject({ code: 0, stderr: "" });
    expect(await runBytes(join(cwd, "run"))).toEqual(whole);
  });

  test("is refused for a new run", async () => {
    expect(await train("demo", "--from", "latest-valid")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--resume or --more with --from"),
    });
  });
});

test("more steps are tied to what was asked before them", async () => {
  expect((await train("--resume", "run")).code).toBe(0);
  const before = (await record("run")).training.asked;
  for (const total of [62, 64]) {
    expect(await train("run", "--more", "2")).toMatchObject({ code: 0, stderr: "" });
    expect((await record("run")).training.totalSteps).toBe(total);
  }
  const { asked } = (await record("run")).training;
  expect(before?.before).toEqual([]);
  expect(asked?.before.map(({ until }) => until)).toEqual([60, 62]);
  expect(asked?.before[0]?.sha256).toBe(before?.sha256);
  // What was asked before is part of what is asked now.
  await edit<TrainedRecord>(at("run.json"), (run) => ({
    ...run,
    training: { ...run.training, asked: { ...asked, before: [] } as NonNullable<typeof asked> },
  }));
  expect(await train("run", "--more", "2")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/was changed since/),
  });
});

test("other versions are refused with the difference, and allowed ones are written down", async () => {
  await edit<TrainedRecord>(at("run.json"), (run) => ({
    ...run,
    versions: { ...run.versions, tfjs: "4.21.0", node: "1.0.0" },
  }));
  const refused = await train("--resume", "run");
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/but tfjs was 4\.21\.0 and is 4\.22\.0: .*\n.*--allow-change/),
  });
  expect(await train("--resume", "run", "--allow-change")).toMatchObject({ code: 0, stderr: "" });
  const { training, versions } = await record("run");
  expect(training.allowedChanges).toEqual(["from step 31 on, tfjs was 4.21.0 and is 4.22.0"]);
  expect(versions.tfjs).toBe("4.22.0");
  expect(await runBytes(join(cwd, "run"))).toEqual(whole);
});

test.each(["run-v1", "run-v2"])(
  "%s goes on as it is, which is said once, and is tied from there",
  async (name) => {
    const stored = fileURLToPath(new URL(`../../../../packages/core/testdata/${name}`, import.meta.url));
    await cp(stored, join(cwd, name), { recursive: true });
    const first = await train(name, "--more", "2");
    expect([first.code, first.stderr]).toEqual([0, ""]);
    expect(first.stdout).toContain("they are taken as they are, and tied from here on");
    const { asked } = (await record(name)).training;
    expect(asked?.before).toEqual([{ sha256: null, until: 8 }]);
    const second = await train(name, "--more", "2");
    expect([second.code, second.stderr]).toEqual([0, ""]);
    expect(second.stdout).not.toContain("taken as they are");
    const step = (await checkpoints(name)).at(-1) as string;
    const path = join(cwd, name, "checkpoints", step, "manifest.json");
    const manifest: CheckpointManifest = JSON.parse(await readFile(path, "utf8"));
    expect(manifest).toMatchObject({ step: 12, chain: { run: (await record(name)).training.asked?.sha256 } });
    await edit<CheckpointManifest>(path, (found) => ({ ...found, resumable: false }));
    expect(await train(name, "--more", "2")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not as it was written/),
    });
  },
);

test("lenses do not look at a generator of another run", async () => {
  await cp(join(cwd, "other/checkpoints/step-000031"), at("checkpoints/step-000031"), { recursive: true });
  const { code, stderr } = await ganlens(
    ["explain", "run", "--lens", "identifiability", "--effort", "glance"],
    { cwd },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/checkpoint of step 31 was made by another run/);
});
