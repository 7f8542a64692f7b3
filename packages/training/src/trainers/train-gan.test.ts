import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  listCheckpoints,
  MemoryRunStore,
  openCheckpoint,
  Random,
  type RunRecord,
  type TrainingEvent,
} from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { fitGanModels } from "../config/fit-models.ts";
import type { GanConfig } from "../config/gan-config.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { recordRun } from "../runs/record-run.ts";
import { trainedSubject } from "../runs/trained-subject.ts";
import { trainGan } from "./train-gan.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const tiny: PartialConfig = {
  trainer: "gan",
  data: "digits-8x8",
  generator: { architecture: "mlp-generator", latent: 6, widths: [12] },
  discriminator: { architecture: "mlp-discriminator", widths: [12], dropout: 0.2 },
  batchSize: 16,
  samples: 10,
  schedule: { totalSteps: 20, sampleEvery: 10, logEvery: 1, checkpointEvery: 0, snapshots: 3 },
};
const conditional: PartialConfig = {
  ...tiny,
  data: "mnist-5k",
  generator: { architecture: "dcgan-generator", latent: 6, width: 2 },
  discriminator: { architecture: "dcgan-discriminator", width: 2 },
};

/** Trains into a store in memory, as the command line does; `until` stops it after that step. */
async function run(
  values: PartialConfig,
  {
    store = new MemoryRunStore(),
    until = Number.POSITIVE_INFINITY,
    from,
  }: {
    store?: MemoryRunStore;
    until?: number;
    from?: number;
  } = {},
) {
  const resolved = resolveConfig([{ origin: "file", values }]).config as GanConfig;
  const random = Random.fromSeed(resolved.seed).split("data");
  const dataset = await openDataset(resolved.data as string, { split: "train", random });
  const config = fitGanModels(resolved, dataset.info);
  const stop = new AbortController();
  let time = 0;
  const events = trainGan(config, dataset, {
    store,
    signal: stop.signal,
    clock: () => time++,
    resume: from === undefined ? undefined : await openCheckpoint(store, from),
  });
  const record: RunRecord = {
    schemaVersion: 2,
    kind: "trained",
    name: "tiny",
    subject: trainedSubject(config, dataset.info),
    state: "running",
    versions: {},
    backend: { name: "wasm", device: "" },
    startedAt: "",
    training: {
      trainer: "gan",
      preset: null,
      config: { ...config },
      origin: {},
      seed: config.seed,
      dataset: dataset.info,
      step: 0,
      totalSteps: config.schedule.totalSteps,
      seconds: 0,
      imagesPerSecond: 0,
    },
  };
  const seen: TrainingEvent[] = [];
  const tensors: number[] = [];
  for await (const event of recordRun(events, { store, record, logEvery: 1, now: () => new Date(0) })) {
    seen.push(event);
    if (event.type === "step-end") {
      tensors.push(tf.memory().numTensors);
      if (event.step === until) stop.abort();
    }
  }
  return { store, events: seen, tensors };
}

/** Everything that must not depend on when a run was stopped. */
async function facts(store: MemoryRunStore) {
  const lines = new TextDecoder()
    .decode(await store.read("metrics.ndjson"))
    .trim()
    .split("\n");
  const metrics = lines.map((line) => ({ ...JSON.parse(line), time: null }));
  const files = (await store.list()).filter((path) => /^(samples\/|checkpoints\/step-000020\/)/.test(path));
  return {
    metrics,
    files: await Promise.all(files.map(async (path) => [path, [...(await store.read(path))]])),
  };
}

describe("trainGan", () => {
  it("gives the same bytes for the same seed, and others for another", async () => {
    const first = await facts((await run(tiny)).store);
    expect(await facts((await run(tiny)).store)).toEqual(first);
    expect((await facts((await run({ ...tiny, seed: 1 })).store)).metrics).not.toEqual(first.metrics);
  });

  it.each([
    ["dense", tiny],
    ["class-conditional convolutions", conditional],
  ])("resumes exactly: 20 steps are 9, a stop, and 11 more (%s)", async (_, config) => {
    const whole = await facts((await run(config)).store);
    const { store, events } = await run(config, { until: 9 });
    expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "stopped", step: 9 });
    expect(JSON.parse(new TextDecoder().decode(await store.read("run.json")))).toMatchObject({
      state: "stopped",
      training: { step: 9 },
    });
    await run(config, { store, from: 9 });
    expect(await facts(store)).toEqual(whole);
  });

  it("holds the number of tensors constant and frees them all", async () => {
    const before = tf.memory().numTensors;
    const { tensors } = await run(conditional);
    expect(new Set(tensors.slice(9)).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("keeps snapshots at 0 and doubling steps, and one resumable checkpoint", async () => {
    const { store } = await run({
      ...tiny,
      schedule: { ...(tiny.schedule as object), snapshots: 4, checkpointEvery: 6 },
    });
    expect(await listCheckpoints(store)).toEqual([0, 5, 10, 20]);
    expect((await openCheckpoint(store, 10)).manifest.resumable).toBe(false);
    expect((await openCheckpoint(store, 20)).manifest.resumable).toBe(true);
  });

  it("stops with an error when the losses diverge, and keeps the last good checkpoint", async () => {
    const store = new MemoryRunStore();
    const wild = { learningRate: 1e30 };
    const config = {
      ...tiny,
      optimizers: { generator: wild, discriminator: wild },
      schedule: { ...(tiny.schedule as object), checkpointEvery: 1 },
    };
    await expect(run(config, { store })).rejects.toMatchObject({
      code: "training-diverged",
      hint: expect.stringMatching(/learning rate/),
    });
    const record = JSON.parse(new TextDecoder().decode(await store.read("run.json")));
    expect(record).toMatchObject({ state: "diverged", reason: expect.stringMatching(/finite/) });
    for (const step of await listCheckpoints(store)) {
      const checkpoint = await openCheckpoint(store, step);
      for (const path of Object.keys(checkpoint.manifest.files)) await checkpoint.read(path);
    }
  });

  it("refuses a checkpoint that was truncated or changed", async () => {
    const { store } = await run(tiny, { until: 9 });
    const path = "checkpoints/step-000009/state.npz";
    const bytes = await store.read(path);
    for (const damaged of [bytes.slice(0, -1), bytes.map((byte, i) => (i === 500 ? byte ^ 1 : byte))]) {
      await store.write(path, damaged);
      await expect(run(tiny, { store, from: 9 })).rejects.toMatchObject({
        code: "checkpoint-corrupt",
        message: expect.stringMatching(/state\.npz.*SHA-256/),
      });
    }
  });

  it("makes the discriminator's loss fall against a generator that stands still", async () => {
    const still = {
      ...tiny,
      optimizers: { generator: { learningRate: 1e-12 }, discriminator: { learningRate: 5e-3 } },
      schedule: { ...(tiny.schedule as object), totalSteps: 60 },
    };
    const { events } = await run(still);
    const losses = events.flatMap((event) =>
      event.type === "step-end" ? [event.losses.discriminator as number] : [],
    );
    expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] as number));
  });
});
