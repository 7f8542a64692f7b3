import { execFileSync } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { encodePng, type RunRecord, type TrainingRecord } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { spawnCli } from "../testdata/spawn-cli.ts";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-folder-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const train = (...argv: readonly string[]): Promise<CliResult> => ganlens(["train", ...argv], { cwd });
const recordPath = (run: string) => resolve(cwd, run, "run.json");
/** What run.json of a run that was trained says. */
type TrainedRecord = RunRecord & { readonly training: TrainingRecord };

const record = async (run: string): Promise<TrainedRecord> =>
  JSON.parse(await readFile(recordPath(run), "utf8")) as TrainedRecord;

async function colourPictures(folder: string): Promise<void> {
  await mkdir(join(cwd, folder), { recursive: true });
  for (let i = 0; i < 200; i++) {
    const data = Uint8Array.from({ length: 8 * 12 * 3 }, (_, k) => (i * 37 + k * i) % 256);
    await writeFile(join(cwd, folder, `${i}.png`), encodePng({ height: 8, width: 12, channels: 3, data }));
  }
}

/** A GAN of next to no weights, on the folder of that name. */
const tiny = (folder: string): readonly string[] => [
  "mlp-gan",
  "--data",
  folder,
  "--set",
  "generator.latent=4",
  "generator.widths=[8]",
  "discriminator.widths=[8]",
  "batchSize=8",
  "samples=4",
  "schedule.snapshots=2",
];

/** A run that was stopped before its first checkpoint; gives what run.json says. */
async function stoppedAtOnce(out: string, ...more: readonly string[]): Promise<TrainedRecord> {
  expect(await train(...tiny("pictures"), "--steps", "1", "--out", out, ...more)).toMatchObject({ code: 0 });
  await rm(join(cwd, out, "checkpoints"), { recursive: true });
  const { training, ...rest } = await record(out);
  const stopped: TrainedRecord = { ...rest, state: "stopped", training: { ...training, step: 0 } };
  await writeFile(recordPath(out), JSON.stringify(stopped));
  return stopped;
}

describe("what becomes of pictures", () => {
  test("is chosen by the files, printed before training, and kept in run.json", async () => {
    await colourPictures("pictures");
    const { code, stdout, stderr } = await train(...tiny("pictures"), "--steps", "1", "--out", "run");
    expect([code, stderr]).toEqual([0, ""]);
    const [before = ""] = stdout.split("Training\n");
    expect(before).toMatch(/Data {5}pictures: 28 × 28 × 3, 160 train, 40 held-out, decoded by sharp \d/);
    expect(before).toMatch(/Note: Pictures become 28 × 28, in colours, the middle is cut out \(cover\)/);
    const { config, origin, dataset } = (await record("run")).training;
    expect(config.data).toEqual({
      folder: { path: join(cwd, "pictures"), size: [28, 28], channels: 3, fit: "cover" },
    });
    expect(origin).toMatchObject({ "data.folder.path": "set", "data.folder.size": "default" });
    expect(dataset.transform).toEqual({ size: [28, 28], channels: 3, fit: "cover", behind: "white" });
    expect(dataset.decoder?.name).toBe("sharp");
  });

  test("is what is asked for, by options and by settings", async () => {
    await colourPictures("pictures");
    const options = ["--size", "10x12", "--channels", "1", "--fit", "contain"];
    expect(await train(...tiny("pictures"), ...options, "--steps", "1", "--out", "a")).toMatchObject({
      code: 0,
    });
    const first = (await record("a")).training;
    expect(first.dataset).toMatchObject({ shape: [10, 12, 1], transform: { fit: "contain" } });
    expect(first.origin["data.folder.size"]).toBe("set");
    const settings = ["data.folder.size=[10,12]", "data.folder.channels=1", "data.folder.fit=contain"];
    expect(await train(...tiny("pictures"), ...settings, "--steps", "1", "--out", "b")).toMatchObject({
      code: 0,
    });
    expect((await record("b")).training.dataset.sha256).toBe(first.dataset.sha256);
  });

  test.each([
    [["--size", "big"], "such as 32, or height x width"],
    [["--size", "2"], 'Setting "data'],
    [["--size", "4096"], 'Setting "data'],
    [["--channels", "2"], "Expected 1 or 3"],
    [["--fit", "crop"], "Allowed choices are cover, contain, stretch"],
    [["--size", "32", "--set", "data.folder.size=[28,28]"], "Expected one of --size"],
  ] as const)("refuses %j", async (options, said) => {
    await mkdir(join(cwd, "pictures"));
    const { code, stderr } = await train("mlp-gan", "--data", "pictures", ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe("going on", () => {
  test("under another decoder takes --allow-change, and is recorded", async () => {
    await colourPictures("pictures");
    const begun = await stoppedAtOnce("run");
    const other = { name: "sharp", version: "0.1 with libvips 8" };
    await writeFile(
      recordPath("run"),
      JSON.stringify({
        ...begun,
        training: { ...begun.training, dataset: { ...begun.training.dataset, decoder: other } },
      }),
    );
    const refused = await train("--resume", "run");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/decoded by sharp 0\.1 with libvips 8 as before, but here it is sharp/);
    const [, hint = ""] = /go on all the same: ganlens train (.*)\n/.exec(refused.stderr) ?? [];
    const resumed = await train(...hint.split(" "));
    expect(resumed).toMatchObject({ code: 0, stderr: "" });
    expect(resumed.stdout).toMatch(/Note: pictures were decoded by sharp 0\.1 .* from here on/);
    const { training, versions } = await record("run");
    expect(training.dataset).toEqual(begun.training.dataset);
    expect(versions["decoder until step 0"]).toBe("sharp 0.1 with libvips 8");
  });

  test("is possible with a run of an earlier version, whose hash was over decoded pixels", async () => {
    await colourPictures("pictures");
    const begun = await stoppedAtOnce("run", "--size", "28", "--channels", "1");
    const { transform: _, decoder: __, ...recorded } = begun.training.dataset;
    const folder = { path: join(cwd, "pictures") };
    const { info } = await openDataset({ folder }, { split: "train", recorded });
    expect(info.sha256).not.toBe(recorded.sha256);
    // Such a run was not tied to what was asked of it, either.
    const { asked: ___, ...untied } = begun.training;
    const training = {
      ...untied,
      config: { ...begun.training.config, data: { folder } },
      dataset: { ...recorded, sha256: info.sha256 },
    };
    const old = { ...begun, training };
    await writeFile(recordPath("run"), JSON.stringify(old));
    const resumed = await train("--resume", "run");
    expect(resumed).toMatchObject({ code: 0, stderr: "" });
    expect(resumed.stdout.match(/Note: The run is of an earlier version/g)).toHaveLength(1);
    expect((await record("run")).training.dataset).toEqual(training.dataset);
  });

  test("is refused when a picture has changed", async () => {
    await colourPictures("pictures");
    await stoppedAtOnce("run");
    await rename(join(cwd, "pictures", "0.png"), join(cwd, "pictures", "moved.png"));
    await writeFile(join(cwd, "pictures", "1.png"), await readFile(join(cwd, "pictures", "2.png")));
    const { code, stderr } = await train("--resume", "run");
    expect(code).toBe(1);
    expect(stderr).toMatch(/pictures has changed since/);
  });
});

describe.skipIf(process.platform === "win32")("what is no regular file", () => {
  const idx = (path: string) => ["mlp-gan", "--set", `data.idx.images=${path}`];

  test.each([
    [idx("/dev/zero"), "found a device"],
    [["--config", "/dev/zero"], "found a device"],
    [["--data", "/dev/zero"], "/dev/zero is a device or pipe"],
    [[...idx("images"), "data.idx.labels=/dev/zero"], "images: there is none"],
  ] as const)("%j is refused at once", async (argv, said) => {
    const { code, stderr } = await train(...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    await expect(access(join(cwd, "runs"))).rejects.toThrow();
  });

  test("a pipe that nobody writes to does not hang the process", async () => {
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    for (const argv of [idx(join(cwd, "pipe")), ["--config", join(cwd, "pipe")]]) {
      const { exited } = spawnCli(["train", ...argv]);
      expect(await exited).toMatchObject({ code: 2, stderr: expect.stringContaining("found a pipe") });
    }
  });
});
