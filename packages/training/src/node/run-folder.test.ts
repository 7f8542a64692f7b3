import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { resumeRun } from "./resume-run.ts";
import { startRun } from "./start-run.ts";
import { trainRun } from "./train-run.ts";

const config: PartialConfig = {
  trainer: "gan",
  data: "digits-8x8",
  generator: { architecture: "mlp-generator", latent: 4, widths: [12] },
  discriminator: { architecture: "mlp-discriminator", widths: [12], dropout: 0.2 },
  batchSize: 16,
  samples: 4,
  schedule: { totalSteps: 8, sampleEvery: 4, logEvery: 1, checkpointEvery: 2, snapshots: 2 },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-run-folder-"));
});
afterAll(() => rm(folder, { recursive: true }));

const start = (name: string) => startRun({ folder: join(folder, name), config, backend: "wasm" });

/** What must not depend on when a run was stopped: networks, samples, and losses without times. */
async function bytes(name: string): Promise<unknown> {
  const root = join(folder, name);
  const files = (await readdir(root, { recursive: true })).filter((path) =>
    /^(checkpoints|samples)\//.test(path),
  );
  const read = files.map(async (path) => [
    path,
    await readFile(join(root, path)).then(
      (found) => found.toString("base64"),
      () => "a folder",
    ),
  ]);
  const lines = (await readFile(join(root, "metrics.ndjson"), "utf8")).trim().split("\n");
  return {
    files: Object.fromEntries(await Promise.all(read)),
    losses: lines.map((line) => (JSON.parse(line) as { readonly losses: unknown }).losses),
  };
}

describe("a run folder", () => {
  it("is started, stopped, resumed and ends with the bytes of one that was not stopped", async () => {
    for await (const event of trainRun(await start("whole"), { threads: 1 })) {
      if (event.type === "run-end") expect(event.reason).toBe("finished");
    }
    const stop = new AbortController();
    for await (const event of trainRun(await start("stopped"), { signal: stop.signal, threads: 2 })) {
      if (event.type === "step-end" && event.step === 3) stop.abort();
      if (event.type === "run-end") expect(event).toMatchObject({ reason: "stopped", step: 3 });
    }
    const resumed = await resumeRun({ folder: join(folder, "stopped") });
    expect(resumed.resume?.manifest.step).toBe(3);
    for await (const _ of trainRun(resumed)) {
    }
    const [whole, stopped] = [await bytes("whole"), await bytes("stopped")] as {
      readonly files: Record<string, string>;
      readonly losses: unknown[];
    }[];
    expect(stopped?.losses).toEqual(whole?.losses);
    const last = (files: Record<string, string> = {}) =>
      Object.entries(files).filter(([path]) => /step-000008/.test(path) && !path.endsWith("manifest.json"));
    expect(last(stopped?.files).length).toBeGreaterThan(5);
    expect(last(stopped?.files)).toEqual(last(whole?.files));
    await expect(resumeRun({ folder: join(folder, "stopped") })).rejects.toThrow("has all its 8 steps");
    await expect(start("stopped")).rejects.toThrow("is not empty");
  });

  it("is trained by one at a time", async () => {
    const run = await start("held");
    await expect(resumeRun({ folder: join(folder, "held") })).rejects.toThrow();
    await expect(start("held")).rejects.toThrow();
    await run.lock.release();
  });

  it.each([
    [{ batchSize: 5000 }, "at most"],
    [{ batchSize: 3000 }, "samples of digits-8x8"],
    [{ batchSize: 3, shards: 2 }, "at least 2 samples in each shard"],
    [{ trainer: "gna" }, "gna"],
    [{ schedule: { totalSteps: 0 } }, "totalSteps"],
    [{ rateSchedule: { kind: "cosine", warmupSteps: 900 } }, "warmupSteps"],
  ])("is not made for %j", async (changes, words) => {
    const bad = { ...config, ...changes } as PartialConfig;
    const refused = startRun({ folder: join(folder, "bad"), config: bad, backend: "wasm" });
    await expect(refused).rejects.toMatchObject({ code: "config-invalid" });
    await expect(refused).rejects.toThrow(words);
    expect(await readdir(folder)).not.toContain("bad");
  });
});
