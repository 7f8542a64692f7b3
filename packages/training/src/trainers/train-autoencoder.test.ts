import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { asMatrix, MemoryRunStore, openCheckpoint, Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { explainedVariance, principalComponents, project, reconstruct } from "@ganlens/metrics";
import { applyModel, disposeModel, prefixMask } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type AutoencoderConfig, autoencoderConfigSchema } from "../config/autoencoder-config.ts";
import { trainAutoencoder } from "./train-autoencoder.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

async function fit(
  autoencoder: Record<string, unknown>,
  totalSteps: number,
  options: { store?: MemoryRunStore; until?: number; from?: number } = {},
) {
  const { store, until, from } = options;
  const config = autoencoderConfigSchema.parse({
    trainer: "autoencoder",
    data: "digits-8x8",
    autoencoder,
    optimizer: { learningRate: 2e-3, beta1: 0.9 },
    schedule: { totalSteps, snapshots: 0, checkpointEvery: 0 },
  }) as AutoencoderConfig;
  const dataset = await openDataset("digits-8x8", {
    split: "train",
    random: Random.fromSeed(0).split("data"),
  });
  const stop = new AbortController();
  const training = trainAutoencoder(config, dataset, {
    clock: () => 0,
    store,
    signal: stop.signal,
    resume: store && from !== undefined ? await openCheckpoint(store, from) : undefined,
  });
  const losses: number[] = [];
  let next = await training.next();
  while (!next.done) {
    if (next.value.type === "step-end") {
      losses.push(next.value.losses.autoencoder as number);
      if (next.value.step === until) stop.abort();
    }
    next = await training.next();
  }
  return { model: next.value, losses, dataset };
}

describe("trainAutoencoder", () => {
  it("lowers the error of a dense autoencoder", async () => {
    const { model, losses } = await fit(
      { architecture: "dense-autoencoder", shape: [8, 8, 1], code: 8, widths: [32] },
      150,
    );
    expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] as number));
    disposeModel(model);
  });

  it("does no worse than principal components at any code size, on images it never saw", async () => {
    const codes = [2, 4, 8];
    const { model, dataset } = await fit(
      { architecture: "nested-autoencoder", shape: [8, 8, 1], codes, width: 48 },
      300,
    );
    const { x } = await dataset.openSplit("held-out").all();
    const axes = principalComponents({ data: asMatrix((await dataset.all()).x), components: 8 });
    for (const size of codes) {
      const mask = prefixMask(new Int32Array(x.shape[0] as number).fill(size), 8);
      const output = tf.tidy(
        () =>
          applyModel(model, [tf.tensor(x.data, [...x.shape]), tf.tensor(mask.data, [...mask.shape])], {
            training: false,
          }) as tf.Tensor,
      );
      const reconstruction = { data: (await output.data()) as Float32Array, shape: x.shape };
      output.dispose();
      const codesOf = project(axes, asMatrix(x));
      const prefix = Float64Array.from(
        { length: (x.shape[0] as number) * size },
        (_, i) => codesOf.data[Math.floor(i / size) * 8 + (i % size)] as number,
      );
      const linear = reconstruct(axes, { data: prefix, shape: [x.shape[0] as number, size] });
      const random = Random.fromSeed(1);
      const own = explainedVariance({ x, reconstruction, random, resamples: 20 }).value as number;
      const pca = explainedVariance({
        x,
        reconstruction: { data: linear.data, shape: x.shape },
        random,
        resamples: 20,
      }).value as number;
      expect(own).toBeGreaterThan(pca);
    }
    disposeModel(model);
  });

  it("resumes exactly", async () => {
    const spec = { architecture: "nested-autoencoder", shape: [8, 8, 1], codes: [2, 4], width: 8 };
    const whole = await fit(spec, 12);
    const store = new MemoryRunStore();
    const first = await fit(spec, 12, { store, until: 5 });
    const second = await fit(spec, 12, { store, from: 5 });
    expect([...first.losses, ...second.losses]).toEqual(whole.losses);
    for (const { model } of [whole, first, second]) disposeModel(model);
  });
});
