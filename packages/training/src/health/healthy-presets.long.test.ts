import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type HealthAlarm, Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { findPreset } from "../presets/presets.ts";
import { train } from "../trainers/train.ts";
import { findTrainer } from "../trainers/trainers.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

async function alarmsOf(preset: PartialConfig, values: PartialConfig): Promise<readonly HealthAlarm[]> {
  const { config } = resolveConfig([
    { origin: "preset", values: preset },
    { origin: "file", values },
  ]);
  const random = Random.fromSeed(config.seed).split("data");
  const dataset = await openDataset(config.data as string, { split: "train", random });
  const fitted = findTrainer(config.trainer).fit(config, dataset.info);
  const alarms: HealthAlarm[] = [];
  for await (const event of train(fitted, dataset, { clock: () => 0 })) {
    if (event.type === "health-alarm") alarms.push(event);
  }
  return alarms;
}

const schedule = { totalSteps: 600, sampleEvery: 50, checkpointEvery: 0, snapshots: 0 };
const narrow = { generator: { width: 16 }, discriminator: { width: 16 } };

describe("training that goes well raises no alarm", () => {
  it.each([
    ["demo", {}, 11],
    ["dcgan", narrow, 11],
    ["mlp-gan", {}, 11],
    ["mlp-gan", {}, 12],
  ] as const)("preset %s with %o, seed %d", async (id, values, seed) => {
    expect(await alarmsOf(findPreset(id).config, { ...values, seed, schedule })).toEqual([]);
  });

  it("an autoencoder, over all of its steps", async () => {
    const autoencoder = { architecture: "dense-autoencoder", code: 8, widths: [32] };
    const values = { trainer: "autoencoder", data: "digits-8x8", autoencoder, schedule };
    expect(await alarmsOf(values, {})).toEqual([]);
  });
});

describe("training that goes wrong raises the alarm", () => {
  const small: PartialConfig = {
    trainer: "gan",
    data: "digits-8x8",
    generator: { architecture: "mlp-generator", latent: 6, widths: [16] },
    discriminator: { architecture: "mlp-discriminator", widths: [32] },
    schedule,
  };

  it("of a generator that stands still, whose discriminator is right about everything", async () => {
    const alarms = await alarmsOf(small, { optimizers: { generator: { learningRate: 1e-12 } } });
    expect(alarms.map(({ monitor }) => monitor)).toContain("discriminator-overfitting");
  });

  it("of a game whose generator's gradient fades while the discriminator wins", async () => {
    const rates = { generator: { learningRate: 1e-12 }, discriminator: { learningRate: 2e-2 } };
    const alarms = await alarmsOf(small, { loss: "minimax", optimizers: rates });
    expect(alarms.map(({ monitor, about }) => [monitor, about])).toContainEqual([
      "vanishing-gradients",
      "generator",
    ]);
  });

  it("of an autoencoder that does not learn", async () => {
    const autoencoder = { architecture: "dense-autoencoder", code: 8, widths: [32] };
    const optimizer = { learningRate: 1e-12 };
    const values = { trainer: "autoencoder", data: "digits-8x8", autoencoder, optimizer, schedule };
    expect((await alarmsOf(values, {})).map(({ monitor }) => monitor)).toEqual(["loss-plateau"]);
  });
});
