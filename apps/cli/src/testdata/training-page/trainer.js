import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { MemoryRunStore, openCheckpoint, Random, spawnWorker, workerPort } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { findPreset, findTrainer, openShardPool, resolveConfig, train } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";
import shardsUrl from "./shards.js?worker&url";
import { nameWasmFiles } from "./wasm-files.js";

const port = workerPort();
port.onMessage(async () => {
  nameWasmFiles();
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  const { config } = resolveConfig([
    { origin: "preset", values: findPreset("demo").config },
    { origin: "set", values: { schedule: { totalSteps: 20, sampleEvery: 20, snapshots: 0 } } },
  ]);
  const dataset = await openDataset(config.data, {
    split: "train",
    random: Random.fromSeed(config.seed).split("data"),
  });
  const fitted = findTrainer(config.trainer).fit(config, dataset.info);
  const url = new URL(shardsUrl, self.location.href);
  const runner = openShardPool({ threads: 2, url, spawn: spawnWorker });
  const store = new MemoryRunStore();
  const losses = [];
  for await (const event of train(fitted, dataset, { store, clock: () => performance.now(), runner })) {
    if (event.type === "step-end") losses.push(event.losses.discriminator);
  }
  await runner.close();
  const { manifest } = await openCheckpoint(store, 20);
  port.post({ losses, generator: manifest.files["generator/weights.bin"].sha256 });
});
