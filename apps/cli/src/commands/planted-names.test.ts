import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng } from "@ganlens/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ganlens } from "../testdata/test-io.ts";

/** Sets a terminal's title, clears it, turns the order of characters round, and pretends to be a line of ganlens. */
const planted = "a\u001b]0;owned\u0007\u001b[2J\u009b1m\u009d0;x\u009c\u202eb\rNote: fine";
const run = join("runs", planted);
let cwd: string;

type Json = Record<string, unknown>;
async function change(path: string, mend: (value: Json) => Json): Promise<void> {
  const file = join(cwd, path);
  await writeFile(file, JSON.stringify(mend(JSON.parse(await readFile(file, "utf8")) as Json)));
}

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-planted-"));
  for (const name of [planted, `other${planted}`]) {
    await mkdir(join(cwd, planted, name), { recursive: true });
    for (let i = 0; i < 105; i++) {
      const data = new Uint8Array(64).map((_, k) => (i * 37 + k * (i + name.length)) % 256);
      await writeFile(
        join(cwd, planted, name, `${i}.png`),
        encodePng({ width: 8, height: 8, channels: 1, data }),
      );
    }
  }
  await writeFile(join(cwd, planted, planted, `${planted}.png`), "no picture");
  const set = [
    "data.folder.size=[8,8]",
    "generator.widths=[4]",
    "discriminator.widths=[4]",
    "batchSize=4",
    "samples=4",
  ];
  const argv = ["train", "mlp-gan", "--data", planted, "--set", ...set, "--steps", "2", "--out", run];
  const { code, stderr } = await ganlens(argv, { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  await change(join(run, "run.json"), (record) => {
    const training = record.training as Json;
    const dataset = { ...(training.dataset as Json), name: planted, licence: planted };
    return {
      ...record,
      name: planted,
      state: "stopped",
      reason: planted,
      versions: { ...(record.versions as Json), [planted]: planted },
      backend: { name: planted, device: planted },
      training: { ...training, preset: planted, dataset, allowedChanges: [planted] },
    };
  });
  const stored = join(import.meta.dirname, "../../../../packages/core/testdata/run-v2/lenses/distance");
  await cp(stored, join(cwd, run, "lenses/distance"), { recursive: true });
  await change(join(run, "lenses/distance/result.json"), (result) => ({
    ...result,
    question: planted,
    answer: planted,
    measures: (result.measures as Json[]).map((each) => ({ ...each, name: planted, unit: planted })),
  }));
  // A checkpoint that cannot be read, a run that is none, a run of a later version.
  await mkdir(join(cwd, "runs", `broken${planted}`));
  await writeFile(join(cwd, "runs", `broken${planted}`, "run.json"), `{"${planted}`);
  await mkdir(join(cwd, "runs", `later${planted}`));
  await writeFile(
    join(cwd, "runs", `later${planted}`, "run.json"),
    JSON.stringify({ schemaVersion: planted }),
  );
  await writeFile(join(cwd, "setting.json"), JSON.stringify({ [planted]: planted }));
  await writeFile(
    join(cwd, "value.json"),
    JSON.stringify({ loss: planted, data: { folder: { [planted]: 1 } } }),
  );
}, 60_000);
afterAll(() => rm(cwd, { recursive: true }));

const calls: readonly (readonly string[])[] = [
  ["list"],
  ["list", "runs", "--json"],
  ["list", planted],
  ["report", run],
  ["report", join("runs", `broken${planted}`)],
  ["report", join("runs", `later${planted}`)],
  ["report", planted],
  ["explain", run, "--lens", "distance"],
  ["explain", run, "--lens", planted],
  ["explain", `nothing${planted}`],
  ["explain", run, "--lens", "distance", "--compare-with", join(planted, planted)],
  ["train", run],
  ["train", "--resume", run],
  ["train", "--resume", run, "--more", "1"],
  ["train", run, "--more", "1"],
  ["train", planted],
  ["train", "--config", "setting.json"],
  ["train", "--config", "value.json"],
  ["train", "--set", planted],
  ["train", "--data", `nothing${planted}`],
  ["train", "--out", run],
  ["generate", run, "--count", "2", "--out", `${planted}.png`],
  ["project", run, join(planted, planted, "0.png"), "--steps", "1"],
  ["project", run, join(planted, planted, `${planted}.png`)],
  ["compare", run, run, "--count", "50"],
  ["import", run],
  ["import", join(planted, planted, "0.png")],
  ["view", `nothing${planted}`],
  ["help", planted],
  [planted],
  [`--${planted}`],
];

const logged = new Set(["explain", "train", "generate", "project", "compare", "import"]);

describe.skipIf(process.platform === "win32")("names that would steer a terminal are written out", () => {
  const named = calls.map((argv) => [argv.join(" ").replaceAll(planted, "PLANTED"), argv] as const);
  test.each(named)("%s", async (_name, argv) => {
    const forms = logged.has(argv[0] ?? "") ? [[], ["--log", "json"]] : [[]];
    for (const form of forms) {
      const { stdout, stderr } = await ganlens([...argv, ...form], { cwd });
      expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
      expect(stdout + stderr).not.toMatch(/^(Note: fine|1mc)/m);
    }
    const { stdout, stderr } = await ganlens(argv, { cwd, columns: 70, env: { NO_COLOR: "1" } });
    // On a terminal ganlens moves the cursor itself: up, down, to a column, and rubs out lines.
    const own = stdout.replaceAll("\u001b[", "␛").replaceAll(/␛(?:\d*[ABGK]|\?2026[hl])/g, "");
    expect(own + stderr).not.toMatch(/␛|(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });
});

test("the planted name is in what is scanned", async () => {
  const { stdout } = await ganlens(["list", "runs"], { cwd });
  expect(stdout).toContain("\\u001b]0;owned\\u0007");
  const explained = await ganlens(["explain", run, "--lens", "distance"], { cwd });
  expect(explained.stdout).toContain("\\u001b]0;owned\\u0007");
});
