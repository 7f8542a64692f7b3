import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loggedSteps } from "@ganlens/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startRun } from "../node/start-run.ts";
import { trainRun } from "../node/train-run.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("./testdata/read-event-files.py", import.meta.url));

interface EventFiles {
  readonly scalars: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
  readonly images: Readonly<
    Record<string, readonly (readonly [step: number, width: number, height: number])[]>
  >;
}

let folder: string;
let python: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-tensorboard-"));
  await run("python3", ["-m", "venv", join(folder, "python")]);
  python = join(folder, "python", "bin", "python");
  await run(python, ["-m", "pip", "install", "--quiet", "tensorboard==2.20.0"]);
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it("TensorBoard reads every logged loss and every picture", async () => {
  const place = join(folder, "run");
  const set = ["schedule.totalSteps=12", "schedule.sampleEvery=6", "schedule.logEvery=3"];
  for await (const _ of trainRun(
    await startRun({ folder: place, preset: "mlp-gan", set, backend: "wasm" }),
  )) {
  }
  const { stdout } = await run(python, [script, place]);
  const { scalars, images } = JSON.parse(stdout) as EventFiles;
  const { steps } = loggedSteps(await readFile(join(place, "metrics.ndjson"), "utf8"));
  expect(steps.map(({ step }) => step)).toEqual([1, 3, 6, 9, 12]);
  for (const name of ["generator", "discriminator"]) {
    const found = scalars[`loss/${name}`] ?? [];
    expect(found.map(([step]) => step)).toEqual([1, 3, 6, 9, 12]);
    for (const [i, [, value]] of found.entries()) {
      expect(value).toBeCloseTo(steps[i]?.losses[name] as number, 5);
    }
  }
  expect(images.samples?.map(([step]) => step)).toEqual([0, 6, 12]);
}, 120_000);
