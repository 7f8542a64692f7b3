import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng, type RunRecord, type TrainingRecord } from "@ganlens/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

/** What run.json of a run that was trained says. */
type TrainedRecord = RunRecord & { readonly training: TrainingRecord };

async function pictures(folder: string, seed: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let i = 0; i < 200; i++) {
    const data = Uint8Array.from({ length: 64 }, (_, k) => (i * 37 + k * (i + seed)) % 256);
    await writeFile(join(folder, `${i}.png`), encodePng({ height: 8, width: 8, channels: 1, data }));
  }
}

const tiny = ["mlp-gan", "--size", "8", "--set", ...tinyGan.slice(3)];
/** Two runs of the same, on a folder and on data that come with ganlens. */
let made: string;
/** Where the pictures lie now, and others of their kind. */
let moved: string;
let others: string;
let cwd: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), "ganlens-made-"));
  [moved, others] = [join(made, "moved"), join(made, "others")];
  await pictures(join(made, "pictures"), 1);
  await pictures(others, 2);
  for (const argv of [
    ["train", ...tiny, "--data", "pictures", "--steps", "4", "--out", "run"],
    ["train", ...tinyGan, "--steps", "4", "--out", "digits"],
  ]) {
    expect(await ganlens(argv, { cwd: made })).toMatchObject({ code: 0 });
  }
  // The pictures that run.json names are not where they were.
  await rename(join(made, "pictures"), moved);
});
afterAll(() => rm(made, { recursive: true }));
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-moved-"));
  for (const run of ["run", "digits"]) await cp(join(made, run), join(cwd, run), { recursive: true });
});
afterEach(() => rm(cwd, { recursive: true }));

const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
const record = async (run: string): Promise<TrainedRecord> =>
  JSON.parse(await readFile(join(cwd, run, "run.json"), "utf8")) as TrainedRecord;
const rewrite = async (run: string, change: (record: TrainedRecord) => TrainedRecord): Promise<void> =>
  writeFile(join(cwd, run, "run.json"), JSON.stringify(change(await record(run))));
const ownFolder = ({ config }: TrainingRecord) =>
  (config.data as { readonly folder: Readonly<Record<string, unknown>> }).folder;
const weights = (run: string, step: string): Promise<Buffer> =>
  readFile(join(cwd, run, "checkpoints", `step-${step}`, "generator", "weights.bin"));

describe("more steps", () => {
  test("give the same run as so many in one go, and are recorded", async () => {
    const { code, stdout, stderr } = await call("train", "digits", "--more", "4");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Note: from step 4 on it goes on to step 8 instead of 4; run.json says so.");
    expect(await call("train", ...tinyGan, "--steps", "8", "--out", "whole")).toMatchObject({ code: 0 });
    expect(await weights("digits", "000008")).toEqual(await weights("whole", "000008"));
    const { state, training } = await record("digits");
    expect(state).toBe("finished");
    expect(training).toMatchObject({
      step: 8,
      totalSteps: 8,
      config: { schedule: { totalSteps: 8 } },
      allowedChanges: ["from step 4 on it goes on to step 8 instead of 4"],
    });
    expect(training.origin["schedule.totalSteps"]).toBe("set");
    expect((await call("train", "--resume", "digits")).stderr).toMatch(
      /all its 8 steps\.\n.*train digits --more STEPS/,
    );
  });

  test.each([
    ["rateSchedule=half-cosine", "cosine", "falls along half a cosine to 0 at"],
    ["rateSchedule.kind=linear", "linear", 'follows {"kind":"linear","warmupSteps":0,"end":0} up to'],
  ])(
    "stretch a rate schedule that ends with the run (%s), which is said and recorded",
    async (setting, out, words) => {
      await call("train", ...tinyGan, setting, "--steps", "4", "--out", out);
      const { code, stdout } = await call("train", out, "--more", "4");
      expect(code).toBe(0);
      expect(stdout).toContain(
        `${words} step 8 instead of 4: at step 4 it is 50 % of the first one, where it was 0 %`,
      );
      expect((await record(out)).training.allowedChanges).toHaveLength(2);
    },
  );

  test.each([
    [["nowhere", "--more", "4"], /Expected a run folder to go on with for 4 steps more, received nowhere/],
    [["digits"], /Expected a preset, received the run folder digits\.\n.*--resume digits.*--more STEPS/],
    [["digits", "--more", "4", "--seed", "3"], /Expected --more without --seed/],
    [["digits", "--more", "0"], /whole number of at least 1/],
  ] as const)("%j is a wrong call", async (argv, said) => {
    const { code, stderr } = await call("train", ...argv);
    expect(stderr).toMatch(said);
    expect(code).toBe(2);
  });
});

describe("data that were moved", () => {
  test("are taken when they are the same, and run.json names their new place", async () => {
    expect((await call("train", "run", "--more", "2")).code).toBe(1);
    const { code, stdout, stderr } = await call("train", "run", "--more", "2", "--data", moved);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("its data are the same at another place");
    expect(ownFolder((await record("run")).training)).toMatchObject({
      path: moved,
      size: [8, 8],
    });
    const again = await call("train", "run", "--more", "1");
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain(`run.json names data outside the run, which are opened now: ${moved}`);
  });

  test("are refused when they are others, with both hashes and the way out", async () => {
    const { sha256 } = (await record("run")).training.dataset;
    for (const argv of [
      ["train", "run", "--more", "2", "--data", others],
      ["explain", "run", "--lens", "distance", "--data", others],
    ]) {
      const { code, stderr } = await call(...argv);
      expect(code).toBe(1);
      expect(stderr).toContain(sha256.slice(0, 12));
      expect(stderr.match(/[0-9a-f]{12}…/g)).toHaveLength(2);
      expect(stderr).toContain("--compare-with");
    }
  });

  test("are looked at where they are now; other data answer under another key", async () => {
    const own = await call("explain", "run", "--lens", "distance", "--data", moved);
    expect(own).toMatchObject({ code: 0, stderr: "" });
    expect(own.stdout).not.toContain("outside the run");
    const answer = await readFile(join(cwd, "run/lenses/distance/result.json"), "utf8");
    const other = await call("explain", "run", "--lens", "distance", "--compare-with", others);
    expect(other).toMatchObject({ code: 0, stderr: "" });
    expect(other.stdout).toContain("Compared with others, which is not what this generator was trained on.");
    const folders = await readdir(join(cwd, "run/lenses"));
    const [key] = folders.filter((name) => name !== "distance");
    expect(key).toMatch(/^distance--[0-9a-f]{12}$/);
    expect(await readFile(join(cwd, "run/lenses/distance/result.json"), "utf8")).toBe(answer);
    const result = JSON.parse(await readFile(join(cwd, `run/lenses/${key}/result.json`), "utf8"));
    expect(result.against.name).toBe("others");
    expect(key).toBe(`distance--${result.against.sha256.slice(0, 12)}`);
    expect(result.answer).toContain("distance to images of others is");
    expect(await call("report", "run")).toMatchObject({ code: 0, stderr: "" });
  });

  test("an earlier step is looked at as itself, and its answer kept apart from that of the last one", async () => {
    expect(await call("explain", "digits", "--lens", "distance")).toMatchObject({ code: 0 });
    const own = await readFile(join(cwd, "digits/lenses/distance/result.json"), "utf8");
    const { code, stderr } = await call("explain", "digits", "--lens", "distance", "--checkpoint", "0");
    expect([code, stderr]).toEqual([0, ""]);
    const folder = join(cwd, "digits/lenses/distance--step-000000");
    expect(JSON.parse(await readFile(join(folder, "result.json"), "utf8"))).toMatchObject({
      step: 0,
      earlier: 0,
    });
    expect(await readFile(join(cwd, "digits/lenses/distance/result.json"), "utf8")).toBe(own);
    expect(await readFile(join(cwd, "digits/report.html"), "utf8")).toContain(
      "Of step 0, not of the last one.",
    );
    const none = await call("explain", "digits", "--lens", "distance", "--checkpoint", "3");
    expect(none).toMatchObject({ code: 1, stderr: expect.stringMatching(/step 3.*those of 0, 4/) });
  });
});

describe.skipIf(process.platform === "win32")("a run from anybody", () => {
  const naming = (data: unknown) =>
    rewrite("digits", ({ training, ...rest }) => ({
      ...rest,
      state: "stopped",
      training: { ...training, config: { ...training.config, data } },
    }));
  const calls = [
    ["explain", "digits", "--lens", "distance"],
    ["train", "--resume", "digits"],
  ];

  test.each(["/dev/zero", "/dev/stdin"])(
    "that names %s opens no device, and says what it names",
    async (path) => {
      await naming({ idx: { images: path } });
      for (const argv of calls) {
        const { code, stdout, stderr } = await call(...argv);
        expect(code).not.toBe(0);
        expect(stdout).toContain(`which are opened now: ${path}`);
        expect(stderr).toMatch(/found a (device|pipe|socket)|there is none/);
      }
    },
  );

  test("that names a pipe hangs no process", async () => {
    const pipe = join(cwd, "pipe");
    execFileSync("mkfifo", [pipe]);
    await naming({ idx: { images: pipe } });
    for (const argv of calls) {
      const { code, stderr } = await call(...argv);
      expect(code).not.toBe(0);
      expect(stderr).toContain("found a pipe");
    }
  });

  test("that names a folder of somebody's is said before the folder is opened", async () => {
    await naming({ folder: { path: others, size: [8, 8], channels: 1, fit: "cover" } });
    for (const argv of calls) {
      const { code, stdout, stderr } = await call(...argv);
      expect(code).toBe(1);
      expect(stdout).toContain(`names data outside the run, which are opened now: ${others}`);
      expect(stderr).toMatch(/[0-9a-f]{12}….*[0-9a-f]{12}…/);
    }
  });

  test("that names its data in no known way is refused", async () => {
    await naming({ url: "file:///etc/passwd" });
    for (const argv of calls) {
      const { code, stderr } = await call(...argv);
      expect(code).not.toBe(0);
      expect(stderr).not.toMatch(/unexpected/);
    }
  });
});
