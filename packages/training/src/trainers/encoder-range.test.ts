import { type DatasetInfo, type LatentSpec, Random, sampleLatents } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { latentOf } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { resolveConfig } from "../config/resolve-config.ts";
import type { RoundContext } from "../engine/objective.ts";
import type { EncodedGeneratorConfig } from "./encoded-generator.ts";
import { findTrainer } from "./trainers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const [batch, latent] = [8, 3];
const encoder = { architecture: "dense-encoder", latent, widths: [4] };
const tanh = { architecture: "mlp-generator", latent, widths: [4] };
const sigmoid = { architecture: "dense-decoder", latent, widths: [4] };
const pairs = { architecture: "pair-discriminator", latent, widths: [4] };
const codes = { architecture: "points-discriminator", dimensions: latent, widths: [4] };

// Whoever opens a run brings images to the generator's range before its encoder sees them.
it.each([
  ["variational-autoencoder", { generator: tanh, likelihood: "gaussian" }, -1],
  ["variational-autoencoder", { generator: sigmoid }, 0],
  ["factor-variational-autoencoder", { generator: tanh, likelihood: "gaussian", discriminator: codes }, -1],
  ["adversarial-autoencoder", { generator: tanh, discriminator: codes }, -1],
  ["bidirectional-gan", { generator: tanh, discriminator: pairs }, -1],
] as const)("%s shows its encoder images in the range of its generator", async (trainer, values, darkest) => {
  const data = "digits-8x8";
  const { config: resolved } = resolveConfig([
    { origin: "file", values: { trainer, data, encoder, ...values } },
  ]);
  const dataset = await openDataset(data, { split: "train" });
  const info: DatasetInfo = dataset.info;
  const { fit, prepare, game } = findTrainer(trainer);
  const fitted = fit(resolved, info);
  const prepared = await prepare?.(fitted, dataset);
  const seen: tf.Tensor[] = [];
  const { x } = await dataset.slice(0, batch);
  const random = Random.fromSeed(0);
  const context: Partial<RoundContext> = {
    batch: () => ({ x, ids: Array.from({ length: batch }, String) }) as never,
    latents: sampleLatents(
      latentOf((fitted as unknown as EncodedGeneratorConfig).generator) as LatentSpec,
      batch,
      random,
    ),
    random,
    step: 0,
    inputsOf: () => [{ name: "noise", shape: [latent], dtype: "float32" }] as never,
    apply(player, inputs) {
      if (player === "generator") return tf.fill([batch, 8, 8, 1], 0.5);
      if (player === "discriminator") return tf.zeros([[inputs].flat()[0]?.shape[0] ?? 0, 1]);
      seen.push(tf.keep(tf.clone(inputs as tf.Tensor)));
      return [tf.zeros([batch, latent]), tf.zeros([batch, latent])];
    },
  };
  tf.tidy(() => {
    for (const update of game(fitted, info, prepared).objective.updates(context as RoundContext))
      update.loss();
  });
  expect(seen).toHaveLength(1);
  const shown = await (seen[0] as tf.Tensor).data();
  expect([Math.min(...shown), Math.max(...shown)]).toEqual([darkest, 1]);
  tf.dispose(seen);
});
