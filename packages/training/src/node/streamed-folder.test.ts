import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng, Random } from "@ganlens/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { resumeRun } from "./resume-run.ts";
import { startRun } from "./start-run.ts";
import { trainRun } from "./train-run.ts";

const totalSteps = 40;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-streamed-run-"));
  await mkdir(join(folder, "pictures"));
  const random = Random.fromSeed(0);
  for (let i = 0; i < 300; i++) {
    const data = Uint8Array.from(random.integers(64, { high: 256 }));
    await writeFile(
      join(folder, "pictures", `${i}.png`),
      encodePng({ width: 8, height: 8, channels: 1, data }),
    );
  }
});
afterAll(() => rm(folder, { recursive: true }));

const start = (name: string, stream: boolean) => {
  const config: PartialConfig = {
    trainer: "gan",
    data: { folder: { path: join(folder, "pictures"), size: [8, 8], channels: 1, stream } },
    generator: { architecture: "mlp-generator", latent: 4, widths: [12] },
    discriminator: { architecture: "mlp-discriminator", widths: [12], dropout: 0.2 },
    batchSize: 16,
    samples: 4,
    schedule: { totalSteps, sampleEvery: 20, logEvery: 1, checkpointEvery: 5, snapshots: 2 },
  };
  return startRun({ folder: join(folder, name), config, backend: "wasm" });
};

/** The last checkpoint and samples, without the record of where the data lie, and all losses. */
async function bytes(name: string): Promise<unknown> {
  const root = join(folder, name);
  const last = (await readdir(root, { recursive: true, withFileTypes: true })).filter(
    (entry) =>
      entry.isFile() &&
      /step-000040/.test(join(entry.parentPath, entry.name)) &&
      !entry.name.startsWith("manifest"),
  );
  const files = last.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(root.length), (await readFile(path)).toString("base64")];
  });
  const lines = (await readFile(join(root, "metrics.ndjson"), "utf8")).trim().split("\n");
  return {
    files: Object.fromEntries(await Promise.all(files)),
    losses: lines.map((line) => (JSON.parse(line) as { readonly losses: unknown }).losses),
  };
}

it("trains from files as from memory, also when stopped, and when its pictures go and come back", async () => {
  for await (const _ of trainRun(await start("memory", false), { threads: 1 })) {
  }
  for await (const _ of trainRun(await start("whole", true), { threads: 1 })) {
  }
  const expected = await bytes("memory");
  expect(Object.keys((expected as { files: object }).files).length).toBeGreaterThan(5);
  expect(await bytes("whole")).toEqual(expected);

  const stop = new AbortController();
  for await (const event of trainRun(await start("stopped", true), { signal: stop.signal, threads: 1 })) {
    if (event.type === "step-end" && event.step === 13) stop.abort();
  }
  const pictures = join(folder, "pictures");
  const lost = async () => {
    for await (const event of trainRun(await resumeRun({ folder: join(folder, "stopped") }), {
      threads: 1,
    })) {
      if (event.type === "step-end" && event.step === 22) await rename(pictures, `${pictures}-away`);
    }
  };
  await expect(lost()).rejects.toThrow(/Expected the picture .*\d+\.png as it was/);
  await rename(`${pictures}-away`, pictures);
  const resumed = await resumeRun({ folder: join(folder, "stopped") });
  expect(resumed.resume?.manifest.step).toBe(20);
  for await (const _ of trainRun(resumed, { threads: 1 })) {
  }
  expect(await bytes("stopped")).toEqual(expected);
}, 60_000);
