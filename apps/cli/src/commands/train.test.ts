import { execFileSync, spawnSync } from "node:child_process";
import { access, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { encodePng, type RunRecord, type TrainingRecord } from "@ganlens/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeArguments, spawnCli } from "../testdata/spawn-cli.ts";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-train-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const train = (...argv: readonly string[]): Promise<CliResult> => ganlens(["train", ...argv], { cwd });
/** What run.json of a run that was trained says. */
type TrainedRecord = RunRecord & { readonly training: TrainingRecord };

const record = async (run: string): Promise<TrainedRecord> =>
  JSON.parse(await readFile(resolve(cwd, run, "run.json"), "utf8")) as TrainedRecord;
const weights = (run: string, step: string): Promise<Buffer> =>
  readFile(resolve(cwd, run, "checkpoints", `step-${step}`, "generator", "weights.bin"));

test("a run says in run.json what it was made from, and prints the next command", async () => {
  const { code, stdout, stderr } = await train(...tinyGan, "--steps", "3", "--seed", "5");
  expect([code, stderr]).toEqual([0, ""]);
  const run = "runs/mlp-gan-20260131-093005";
  expect(stdout).toContain(`Run      ${run}, preset mlp-gan, seed 5`);
  expect(stdout).toContain(`Next     ganlens view ${run}`);
  expect(stdout).toContain(`ganlens explain ${run}`);
  const { state, versions, backend, training } = await record(run);
  const { preset, seed, step, origin, config } = training;
  expect({ state, preset, seed, step }).toEqual({ state: "finished", preset: "mlp-gan", seed: 5, step: 3 });
  expect(Object.keys(versions)).toEqual(["ganlens", "node", "tfjs", "backend"]);
  expect(backend.name).toBe("wasm");
  expect(origin).toMatchObject({
    seed: "set",
    "generator.latent": "set",
    averageDecay: "preset",
    "generator.shape": "default",
  });
  expect(config.generator).toMatchObject({ latent: 4, shape: [8, 8, 1] });
  expect(await readdir(join(cwd, run))).toEqual(
    expect.arrayContaining(["checkpoints", "metrics.ndjson", "run.json", "samples"]),
  );
});

test("a run never overwrites another one", async () => {
  const argv = [...tinyGan, "--steps", "1"];
  for (let i = 0; i < 3; i++) expect((await train(...argv)).code).toBe(0);
  const name = "mlp-gan-20260131-093005";
  expect((await readdir(join(cwd, "runs"))).sort()).toEqual([name, `${name}-2`, `${name}-3`]);
  const again = await train(...argv, "--out", `runs/${name}`);
  expect(again.code).toBe(2);
  expect(again.stderr).toContain(`train --resume runs/${name}`);
  await writeFile(join(cwd, "file"), "");
  const file = await train(...argv, "--out", "file");
  expect(file).toMatchObject({ code: 2, stderr: expect.stringContaining("file is a file") });
  const below = await train(...argv, "--out", "file/run");
  expect(below).toMatchObject({ code: 1, stderr: expect.stringContaining("Cannot make the folder") });
  await mkdir(join(cwd, "empty"));
  expect((await train(...argv, "--out", "empty")).code).toBe(0);
});

test("default < preset < file < --set", async () => {
  const file = { averageDecay: 0.5, batchSize: 4, samples: 4, schedule: { totalSteps: 1 } };
  await writeFile(join(cwd, "mine.json"), JSON.stringify(file));
  const { code } = await train(...tinyGan, "--config", "mine.json", "--out", "run");
  expect(code).toBe(0);
  const { config, origin } = (await record("run")).training;
  expect(config).toMatchObject({ averageDecay: 0.5, batchSize: 8, classWeight: 1 });
  expect(origin).toMatchObject({
    averageDecay: "file",
    batchSize: "set",
    conditional: "preset",
    classWeight: "default",
  });
});

test("--data also takes the name of data that come with ganlens", async () => {
  const { code } = await train(
    ...tinyGan.filter((word) => !word.startsWith("data=")),
    "--steps",
    "1",
    "--data",
    "digits-8x8",
    "--out",
    "run",
  );
  expect(code).toBe(0);
  expect((await record("run")).training.dataset.name).toBe("digits-8x8");
});

test.each([
  ["--steps", "3", "schedule.totalSteps=4"],
  ["--seed", "3", "seed=4"],
  ["--data", "ring-8", "data=digits-8x8"],
])("%s and a --set that says something else are a wrong call", async (option, value, assignment) => {
  const { code, stderr } = await train("mlp-gan", option, value, "--set", assignment);
  expect(code).toBe(2);
  expect(stderr).toContain(`${option} ${value} and --set ${assignment}`);
});

test.each([
  [
    "demo",
    "ring-8",
    "Expected images for dcgan-generator, received samples of shape [2]",
    "points-generator",
  ],
  ["demo", "digits-8x8", "Expected another image size for dcgan-generator, received 8 × 8", "mlp-gan"],
])("%s with %s says which networks fit", async (preset, data, said, hint) => {
  const { code, stderr } = await train(preset, "--data", data);
  expect(code).toBe(2);
  expect(stderr).toContain(said);
  expect(stderr).toContain(hint);
});

test("points are trained, and nobody is sent on to lenses that look at images", async () => {
  const { code, stdout } = await train(
    "demo",
    "--data",
    "ring-8",
    "--steps",
    "1",
    "--out",
    "run",
    "--set",
    "generator.architecture=points-generator",
    "discriminator.architecture=points-discriminator",
  );
  expect(code).toBe(0);
  expect(stdout).toContain("Next     ganlens view run");
  expect(stdout).not.toContain("ganlens explain");
});

test("a setting of a model that the data cannot have is a wrong call, not overwritten", async () => {
  const { code, stderr } = await train(...tinyGan, "generator.shape=[8,8,3]", "--steps", "1");
  expect(code).toBe(2);
  expect(stderr).toContain("generator.shape to fit the data, received [8,8,3], but digits-8x8 needs [8,8,1]");
  await expect(access(join(cwd, "runs"))).rejects.toThrow();
});

test("a configuration without a preset and a trainer lies over the default preset", async () => {
  const mine = { data: "digits-8x8", batchSize: 2, samples: 1, schedule: { totalSteps: 1 } };
  const networks = ["generator", "discriminator"].map((role) => [
    role,
    { architecture: `mlp-${role}`, widths: [4] },
  ]);
  await writeFile(join(cwd, "mine.json"), JSON.stringify({ ...mine, ...Object.fromEntries(networks) }));
  const { code, stderr } = await train("--config", "mine.json");
  expect([code, stderr]).toEqual([0, ""]);
  const { training } = await record("runs/demo-20260131-093005");
  expect(training).toMatchObject({
    preset: "demo",
    config: { classWeight: 0.5, batchSize: 2, generator: { widths: [4] } },
    origin: { classWeight: "preset", batchSize: "file" },
  });
});

test("a configuration without a preset may train an autoencoder", async () => {
  const mine = {
    trainer: "autoencoder",
    data: "digits-8x8",
    autoencoder: { architecture: "dense-autoencoder" },
    batchSize: 4,
    schedule: { totalSteps: 2 },
  };
  await writeFile(join(cwd, "mine.json"), JSON.stringify(mine));
  const { code, stdout } = await train("--config", "mine.json");
  expect(code).toBe(0);
  expect(stdout).not.toContain("ganlens explain");
  expect(await record("runs/autoencoder-20260131-093005")).toMatchObject({
    state: "finished",
    training: { preset: null },
  });
});

describe("wrong settings", () => {
  test.each([
    [["dmeo"], 'Did you mean "demo"?'],
    [["--set", "generator.widht=3"], 'Did you mean "width"?'],
    [["--set", "batchSise=3"], 'Did you mean "batchSize"?'],
    [["--set", "schedule.totalStep=3"], 'Did you mean "schedule.totalSteps"?'],
    [["--set", "batchSize"], "Expected key=value"],
    [["--set", "batchSize=many"], 'received "many"'],
    [["--set", "data=mnist-5"], "Did you mean"],
    [["--set", "loss=least-square"], 'Setting "loss"'],
    [["--config", "none.json"], "none.json: there is none"],
    [["--config", "."], "found a folder"],
    [["--config", "text.json"], "hold a JSON object"],
    [["--config", "list.json"], "found an array"],
    [["demo", "--config", "type.json"], 'Setting "batchSize"'],
    [["--config", "other-trainer.json"], "Expected the name of a trainer"],
    [["demo", "--resume", "runs/x", "--seed", "1"], "without a preset, --seed"],
  ] as const)("%j", async (argv, said) => {
    await writeFile(join(cwd, "text.json"), "batchSize: 3");
    await writeFile(join(cwd, "list.json"), "[]");
    await writeFile(join(cwd, "type.json"), '{"trainer":"gan","batchSize":"64"}');
    await writeFile(join(cwd, "other-trainer.json"), '{"trainer":"vae"}');
    const { code, stderr, stdout } = await train(...(argv[0].startsWith("--set") ? ["demo", ...argv] : argv));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
    await expect(access(join(cwd, "runs"))).rejects.toThrow();
  });
});

describe("folders of images", () => {
  /** A grey picture of its own for every number. */
  const picture = (i: number) =>
    encodePng({
      width: 8,
      height: 8,
      channels: 1,
      data: new Uint8Array(64).map((_, k) => (i * 37 + k * i) % 256),
    });

  async function writeImages(count: number, folders: readonly string[]): Promise<void> {
    for (const folder of folders) await mkdir(join(cwd, "images", folder), { recursive: true });
    for (let i = 0; i < count; i++) {
      await writeFile(join(cwd, "images", folders[i % folders.length] as string, `${i}.png`), picture(i));
    }
  }

  const small = ["mlp-gan", "--data", "images", "--steps", "1"];

  test("classes come from sub-folders, the path is kept whole, and skipped files are told", async () => {
    await writeImages(210, ["cats", "dogs"]);
    await writeFile(join(cwd, "images", "cats", "readme.txt"), "");
    const set = ["generator.width=2", "discriminator.width=2", "samples=4", "batchSize=4"];
    const { code, stdout } = await train("demo", ...small.slice(1), "--out", "run", "--set", ...set);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Note: 1 files that are no pictures/);
    const { config, dataset } = (await record("run")).training;
    expect(dataset.classes).toEqual(["cats", "dogs"]);
    expect(config).toMatchObject({ conditional: true, data: { folder: { path: join(cwd, "images") } } });
  });

  test("too few images, no folder, and files that are no images are refused before a run is made", async () => {
    await writeImages(20, ["."]);
    expect(await train(...small)).toMatchObject({ code: 1, stderr: expect.stringContaining("at least 200") });
    await writeFile(join(cwd, "file"), "");
    for (const [path, exit, said] of [
      ["nowhere", 2, "found none called nowhere"],
      ["file", 1, "file to be an npz, npy, IDX, safetensors, zip, parquet, CSV or CIFAR file"],
    ] as const) {
      const { code, stderr } = await train("mlp-gan", "--data", path);
      expect(code).toBe(exit);
      expect(stderr).toContain(said);
    }
    for (let i = 0; i < 210; i++) await writeFile(join(cwd, "images", `${i}.png`), "no picture");
    expect(await train(...small)).toMatchObject({ code: 1, stderr: expect.stringContaining("unreadable") });
    await expect(access(join(cwd, "runs"))).rejects.toThrow();
  });
});

describe("going on", () => {
  const steps = ["--steps", "120"];
  const last = "000120";
  /** What every run here must be the same as in the end: one that nothing stopped. */
  let whole: string;
  beforeAll(async () => {
    whole = await mkdtemp(join(tmpdir(), "ganlens-whole-"));
    await ganlens(["train", ...tinyGan, ...steps, "--out", "run"], { cwd: whole });
  });
  afterAll(() => rm(whole, { recursive: true }));

  async function expectWhole(run: string): Promise<void> {
    const reference = join(whole, "run");
    expect((await record(run)).state).toBe("finished");
    expect(await weights(run, last)).toEqual(await weights(reference, last));
    expect(await metrics(run)).toEqual(await metrics(reference));
  }

  test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s saves a checkpoint, and the rest is the same as in one go",
    async (signal) => {
      const run = join(cwd, "stopped");
      const { child, untilEvent, exited } = spawnCli([
        "train",
        ...tinyGan,
        ...steps,
        "--out",
        run,
        "--log",
        "json",
      ]);
      await untilEvent("step-end");
      child.kill(signal);
      const { code, stderr } = await exited;
      expect(code).toBe(130);
      expect(stderr).toMatch(/^Training stopped at step \d+ of 120; its checkpoint is saved\.\n/);
      expect(stderr).toContain(`train --resume ${run}`);
      const { training, state } = await record("stopped");
      expect(state).toBe("stopped");
      expect(training.step).toBeLessThan(120);

      const resumed = await train("--resume", "stopped");
      expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
      await expectWhole("stopped");
    },
  );

  test.skipIf(process.platform === "win32")(
    "a killed process leaves a run that goes on",
    async () => {
      const run = join(cwd, "killed");
      const argv = [
        "train",
        ...tinyGan,
        "schedule.checkpointEvery=3",
        ...steps,
        "--out",
        run,
        "--log",
        "json",
      ];
      const { child, untilEvent, exited } = spawnCli(argv);
      await untilEvent("step-end");
      while (!(await readdir(join(run, "checkpoints"))).some((name) => name > "step-000003")) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      child.kill("SIGKILL");
      expect(await exited).toMatchObject({ code: null, signal: "SIGKILL" });
      expect((await record("killed")).state).toBe("running");
      await mkdir(join(cwd, "runs"), { recursive: true });
      await cp(run, join(cwd, "runs", "killed"), { recursive: true });
      const listed = (await ganlens(["list", "runs"], { cwd })).stdout.replaceAll(/\s+/g, " ");
      expect(listed).toMatch(/interrupted at step \d+\/120,/);
      await ganlens(["report", "runs/killed"], { cwd });
      const page = await readFile(join(cwd, "runs", "killed", "report.html"), "utf8");
      expect(page).toContain("training was interrupted");
      expect(page).not.toContain("still training");
      await rename(join(cwd, "runs", "killed", "writer.json"), join(cwd, "runs", "killed", "other.json"));
      const elsewhere = (await ganlens(["list", "runs"], { cwd })).stdout.replaceAll(/\s+/g, " ");
      expect(elsewhere).toMatch(/at step \d+\/120 when last written, not known whether it still runs,/);

      const resumed = await train("--resume", "killed");
      expect(resumed.code).toBe(0);
      const [, own, from] =
        /trained (\d+) steps in .* s, from step (\d+) on; the run now has all its 120 steps\n/.exec(
          resumed.stdout,
        ) ?? [];
      expect(Number(from)).toBeGreaterThan(0);
      expect(Number(own) + Number(from)).toBe(120);
      expect(resumed.stdout).toContain("interrupted without a word, and goes on from its last checkpoint");
      await expect(access(join(run, "writer.json"))).rejects.toThrow();
      await expectWhole("killed");
    },
    180_000,
  );

  test("a run that is being trained says so, and no second process goes on with it", async () => {
    const argv = ["train", ...tinyGan, "--steps", "100000", "--out", "runs/busy"];
    const controller = new AbortController();
    const training = ganlens(argv, { cwd, signal: controller.signal });
    while ((await readFile(join(cwd, "runs/busy/metrics.ndjson")).catch(() => "")).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const { stdout } = await ganlens(["list", "runs"], { cwd });
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("running at step 0/100000");
    expect(await train("--resume", "runs/busy")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/process \d+ on this machine is training .*runs\/busy\.\nWait until/),
    });
    controller.abort();
    expect((await training).code).toBe(130);
    await expect(access(join(cwd, "runs/busy/writer.json"))).rejects.toThrow();
  });

  test("without a checkpoint it begins again; a finished run does not", async () => {
    const controller = new AbortController();
    controller.abort();
    const argv = ["train", ...tinyGan, "--steps", "2", "--out", "run"];
    const stopped = await ganlens(argv, { cwd, signal: controller.signal });
    expect(stopped).toMatchObject({ code: 130, stderr: expect.stringContaining("stopped at step 0 of 2.") });
    const resumed = await train("--resume", "run");
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining("begins again at step 0") });
    const finished = await train("--resume", "run");
    expect(finished).toMatchObject({ code: 2, stderr: expect.stringContaining("all its 2 steps") });
  });

  test("a run that was stopped early goes on for as many steps as are asked for", async () => {
    const settings = {
      every: 2,
      samples: 50,
      best: "recall",
      "stopping.measure": "recall",
      "stopping.patience": 2,
    };
    const set = Object.entries(settings).flatMap(([key, value]) => ["--set", `evaluation.${key}=${value}`]);
    expect((await train(...tinyGan, "--steps", "60", ...set, "--out", "run")).code).toBe(0);
    const early = (await record("run")).training.step;
    expect(early).toBeLessThan(60);
    const { code, stdout } = await train("run", "--more", "9");
    expect(code).toBe(0);
    expect(stdout).toContain(
      `stopped early at step ${early}, and is not stopped again before step ${early + 9}`,
    );
    expect((await record("run")).training.step).toBeGreaterThanOrEqual(early + 9);
  });

  test("a tampered checkpoint is refused, and the run stays readable", async () => {
    const controller = new AbortController();
    const stopping = ganlens(["train", ...tinyGan, "--steps", "100000", "--out", "run"], {
      cwd,
      signal: controller.signal,
    });
    while ((await readFile(join(cwd, "run", "metrics.ndjson")).catch(() => "")).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    controller.abort();
    expect((await stopping).code).toBe(130);
    const { step } = (await record("run")).training;
    const state = join(cwd, "run", "checkpoints", `step-${String(step).padStart(6, "0")}`, "state.npz");
    await writeFile(state, (await readFile(state)).subarray(0, 1000));
    const { code, stderr } = await train("--resume", "run");
    expect(code).toBe(1);
    expect(stderr).toMatch(/it was truncated or changed\.\n.*train --resume run --from latest-valid/);
    expect((await record("run")).training.trainer).toBe("gan");
    expect((await ganlens(["report", "run"], { cwd })).code).toBe(0);
  });

  async function metrics(run: string): Promise<readonly unknown[]> {
    const lines = (await readFile(resolve(cwd, run, "metrics.ndjson"), "utf8")).trimEnd().split("\n");
    return lines.map((line) => ({ ...(JSON.parse(line) as object), time: undefined }));
  }
});

describe("a full disk", () => {
  const mount = (folder: string) => `mount -t tmpfs -o size=400k tmpfs "${folder}"`;
  const canMount =
    spawnSync("unshare", ["-Urm", "sh", "-c", mount(tmpdir())], { stdio: "ignore" }).status === 0;

  test.skipIf(!canMount)("is told with a hint", async () => {
    const disk = join(cwd, "disk");
    await mkdir(disk);
    const argv = [
      "train",
      ...tinyGan,
      "schedule.checkpointEvery=1",
      "--set",
      "schedule.snapshots=60",
      "--steps",
      "500",
    ];
    const command = [process.execPath, ...nodeArguments, ...argv, "--out", join(disk, "run")];
    const quoted = command.map((word) => `'${word}'`).join(" ");
    // The run must still be readable afterwards, while the disk is still mounted.
    const shell = `${mount(disk)}; TSX_DISABLE_CACHE=1 ${quoted} >/dev/null; echo "exit $?" >&2; cat ${disk}/run/run.json`;
    const { stdout, stderr } = spawnSync("unshare", ["-Urm", "sh", "-c", shell], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
    });
    expect(stderr).toMatch(/: the disk is full\.\nFree some space.*\nexit 1\n$/);
    expect((JSON.parse(stdout) as TrainedRecord).training.trainer).toBe("gan");
  });
});

test.skipIf(process.platform === "win32")("a reader that closes the pipe is no crash", () => {
  const command = [process.execPath, ...nodeArguments, "list", "presets"]
    .map((word) => `'${word}'`)
    .join(" ");
  // `true` reads nothing and is gone long before anything is written.
  const shell = `(${command}; echo "exit $?" >&2) 2>"${cwd}/said" | true; cat "${cwd}/said"`;
  const said = execFileSync("sh", ["-c", shell], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    encoding: "utf8",
  });
  expect(said).toBe("exit 0\n");
});

test.skipIf(process.platform === "win32")(
  "a reader that closes the pipe ends training without a word",
  async () => {
    const argv = ["train", ...tinyGan, "--steps", "1000000", "--log", "json", "--out", join(cwd, "piped")];
    const command = [process.execPath, ...nodeArguments, ...argv].map((word) => `'${word}'`).join(" ");
    const shell = `(${command}; echo "exit $?" >&2) 2>"${cwd}/said" | head -1; cat "${cwd}/said"`;
    const said = execFileSync("sh", ["-c", shell], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
    });
    expect(said).toMatch(/^\{"type":"run-opened".*\}\nexit 141\n$/);
    // What was done is kept all the same.
    const { state, training } = await record("piped");
    expect(state).toBe("stopped");
    expect(await readdir(join(cwd, "piped", "checkpoints"))).toContain(
      `step-${String(training.step).padStart(6, "0")}`,
    );
  },
);
