import { Random } from "@ganlens/core";
import { type Dataset, openDataset } from "@ganlens/datasets";
import type { PartialConfig } from "../../config/config-layers.ts";
import { resolveConfig } from "../../config/resolve-config.ts";
import type { OptimizerName } from "../../optimizers/optimizers.ts";
import { regularisers } from "../../regularisers/regularisers.ts";
import { trainWith } from "../../trainers/train.ts";
import { type TrainOptions, trainGame } from "../../trainers/train-game.ts";
import { findTrainer } from "../../trainers/trainers.ts";
import { rememberingGame } from "./remembering-game.ts";

/** One line of the exactness matrix: something that is trained, on data that are opened anew for each session. */
export interface ExactnessCase {
  readonly name: string;
  /** What it stands for, as `<registry>:<id>`; every registered thing with a state must stand in some line. */
  readonly covers: readonly string[];
  /** Too slow in plain JavaScript. */
  readonly compiledOnly?: boolean;
  /** Whether a worker can build it. */
  readonly inWorkers: boolean;
  readonly steps: number;
  train(options: TrainOptions): ReturnType<typeof trainGame>;
}

const steps = 6;
const schedule = { totalSteps: steps, sampleEvery: 3, checkpointEvery: 0, snapshots: 0 };

async function openData(data: string): Promise<Dataset> {
  return openDataset(data, { split: "train", random: Random.fromSeed(5).split("data") });
}

/** A line for a configuration of a registered trainer. */
function configured({
  values,
  ...line
}: Omit<ExactnessCase, "train" | "inWorkers" | "steps"> & { readonly values: PartialConfig }): ExactnessCase {
  return {
    ...line,
    steps,
    inWorkers: true,
    async *train(options) {
      const common = { seed: 5, batchSize: 8, schedule };
      const { config } = resolveConfig([{ origin: "file", values: { ...common, ...values } }]);
      const dataset = await openData(config.data as string);
      const trainer = findTrainer(config.trainer);
      return yield* trainWith(trainer, trainer.fit(config, dataset.info), dataset, options);
    },
  };
}

const denseGan: PartialConfig = {
  trainer: "gan",
  data: "digits-8x8",
  generator: { architecture: "mlp-generator", latent: 4, widths: [12] },
  discriminator: { architecture: "mlp-discriminator", widths: [12], dropout: 0.2 },
  samples: 4,
};

/** A dense GAN whose two networks follow these optimizers. */
function withOptimizers(
  generator: OptimizerName,
  discriminator: OptimizerName,
  rateSchedule: PartialConfig,
): ExactnessCase {
  return configured({
    name: `${generator} against ${discriminator}, ${rateSchedule.kind}`,
    covers: [`optimizer:${generator}`, `optimizer:${discriminator}`],
    values: {
      ...denseGan,
      rateSchedule,
      optimizers: {
        generator: { name: generator, learningRate: 0.01, clipNorm: 1 },
        discriminator: { name: discriminator, learningRate: 0.01, clipValue: 0.1 },
      },
    },
  });
}

/** Every line of the matrix; a trainer, optimizer or penalty with a state joins by its own. */
export const exactnessCases: readonly ExactnessCase[] = [
  withOptimizers("sgd", "rmsprop", { kind: "linear" }),
  withOptimizers("adamw", "nadam", { kind: "cosine", warmupSteps: 2 }),
  withOptimizers("radam", "adamax", { kind: "step", every: 2, factor: 0.5 }),
  withOptimizers("amsgrad", "adagrad", { kind: "exponential", decay: 0.9 }),
  withOptimizers("adadelta", "lion", { kind: "linear" }),
  configured({
    name: "dense GAN whose generator's loss looks at real samples, two critic steps",
    covers: ["trainer:gan"],
    values: { ...denseGan, loss: "relativistic-average", criticSteps: 2 },
  }),
  configured({
    name: "dense GAN with dropout, half-cosine",
    covers: ["trainer:gan", "optimizer:adam"],
    values: { ...denseGan, rateSchedule: "half-cosine" },
  }),
  configured({
    name: "dense GAN, three critic steps, two batches a round, a penalty at each step and a lazy one",
    covers: ["trainer:gan", "penalty:unit-gradient", "penalty:real-gradient"],
    values: {
      ...denseGan,
      criticSteps: 3,
      accumulate: 2,
      penalties: [
        { name: "unit-gradient", weight: 10 },
        { name: "real-gradient", weight: 1, every: 4 },
      ],
    },
  }),
  configured({
    name: "dense GAN with every other penalty",
    covers: [
      "penalty:fake-gradient",
      "penalty:one-sided-gradient",
      "penalty:zero-centred-gradient",
      "penalty:maximum-gradient",
      "penalty:dragan",
    ],
    values: {
      ...denseGan,
      penalties: [
        { name: "fake-gradient", weight: 0.5 },
        { name: "one-sided-gradient", weight: 1 },
        { name: "zero-centred-gradient", weight: 0.5, every: 2 },
        { name: "maximum-gradient", weight: 0.1, every: 3 },
        { name: "dragan", weight: 1 },
      ],
    },
  }),
  configured({
    name: "dense GAN with an autoencoder beside it, measured every other step",
    covers: ["trainer:gan", "evaluation", "monitors"],
    values: {
      ...denseGan,
      beside: { autoencoder: { architecture: "dense-autoencoder", code: 2, widths: [8] } },
      evaluation: { every: 2, samples: 50, best: "recall", stopping: { measure: "density", patience: 9 } },
    },
  }),
  configured({
    name: "dense GAN that judges changed images in packs of two",
    covers: ["augmentation:differentiable", "packing"],
    values: { ...denseGan, conditional: false, packing: 2, augmentation: { kind: "differentiable" } },
  }),
  configured({
    name: "dense GAN whose changes become likelier and less likely, two critic steps",
    covers: ["augmentation:adaptive"],
    values: {
      ...denseGan,
      criticSteps: 2,
      augmentation: { kind: "adaptive", every: 1, speed: 0.05, target: 0.3, maximum: 1 },
    },
  }),
  configured({
    name: "residual GAN that projects on classes, spectral normalisation, a penalty",
    covers: ["trainer:gan"],
    compiledOnly: true,
    values: {
      trainer: "gan",
      data: "mnist-5k",
      generator: { architecture: "residual-generator", latent: 4, width: 2 },
      discriminator: { architecture: "residual-discriminator", width: 2, depth: 0 },
      loss: "hinge",
      penalties: [{ name: "real-gradient", weight: 1, every: 2 }],
      samples: 4,
    },
  }),
  configured({
    name: "dense GAN with every regulariser, fading instance noise and clipped weights",
    covers: ["gan-regulariser:lecam", "gan-regulariser:consistency", "gan-regulariser:latent-consistency"],
    values: {
      ...denseGan,
      loss: "wasserstein",
      criticSteps: 2,
      clip: 0.05,
      instanceNoise: { deviation: 0.2, steps: 4 },
      regularisers: [{ name: "lecam" }, { name: "consistency" }, { name: "latent-consistency" }],
    },
  }),
  configured({
    name: "class-conditional convolutional GAN with batch normalisation in both networks",
    covers: ["trainer:gan"],
    compiledOnly: true,
    values: {
      trainer: "gan",
      data: "mnist-5k",
      generator: { architecture: "dcgan-generator", latent: 4, width: 2 },
      discriminator: { architecture: "dcgan-discriminator", width: 2, batchNorm: true },
      samples: 4,
    },
  }),
  configured({
    name: "nested autoencoder, whose code sizes are drawn",
    covers: ["trainer:autoencoder"],
    values: {
      trainer: "autoencoder",
      data: "digits-8x8",
      autoencoder: { architecture: "nested-autoencoder", shape: [8, 8, 1], codes: [2, 4], width: 8 },
    },
  }),
  ...(["noise", "masking"] as const).map((kind) =>
    configured({
      name: `autoencoder of images with ${kind}, with every term`,
      covers: [`corruption:${kind}`],
      values: {
        trainer: "autoencoder",
        data: "digits-8x8",
        autoencoder: { architecture: "dense-autoencoder", code: 4, widths: [8], activation: "sigmoid" },
        corruption: { kind },
        sparsity: { kind: kind === "noise" ? "divergence" : "absolute" },
        contraction: {},
        decay: {},
      },
    }),
  ),
  ...[0, 0.9].map((decay) =>
    configured({
      name: `vector-quantised autoencoder, decay ${decay}`,
      covers: ["trainer:vector-quantized-autoencoder"],
      values: {
        trainer: "vector-quantized-autoencoder",
        data: "digits-8x8",
        autoencoder: {
          architecture: "vector-quantized-autoencoder",
          entries: 8,
          dimensions: 2,
          channels: [2, 2],
          decay,
        },
      },
    }),
  ),
  configured({
    name: "adversarial autoencoder of drawn codes",
    covers: ["trainer:adversarial-autoencoder"],
    values: {
      trainer: "adversarial-autoencoder",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
      discriminator: { architecture: "points-discriminator", dimensions: 3, widths: [8] },
      samples: 4,
    },
  }),
  configured({
    name: "FactorVAE",
    covers: ["trainer:factor-variational-autoencoder"],
    values: {
      trainer: "factor-variational-autoencoder",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
      discriminator: { architecture: "points-discriminator", dimensions: 3, widths: [8] },
      samples: 4,
    },
  }),
  configured({
    name: "variational autoencoder, two draws of each code",
    covers: ["trainer:variational-autoencoder"],
    values: {
      trainer: "variational-autoencoder",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
      draws: 2,
      samples: 4,
    },
  }),
  ...Object.keys(regularisers).map((kind) =>
    configured({
      name: `variational autoencoder with the term ${kind}`,
      covers: [`regulariser:${kind}`],
      values: {
        trainer: "variational-autoencoder",
        data: "digits-8x8",
        encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
        generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
        regulariser: { kind },
        samples: 4,
      },
    }),
  ),
  configured({
    name: "bidirectional GAN, codes that are drawn",
    covers: ["trainer:bidirectional-gan"],
    values: {
      trainer: "bidirectional-gan",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "mlp-generator", latent: 3, widths: [12] },
      discriminator: { architecture: "pair-discriminator", latent: 3, widths: [12] },
      samples: 4,
    },
  }),
  configured({
    name: "classifier",
    covers: ["trainer:classifier"],
    compiledOnly: true,
    values: { trainer: "classifier", data: "mnist-5k" },
  }),
  configured({
    name: "capsule classifier with the decoder that learns beside it",
    covers: ["trainer:classifier"],
    values: {
      trainer: "classifier",
      data: "digits-8x8",
      classifier: { architecture: "capsule-classifier", width: 4, kernel: 3, capsules: 2, dimensions: 4 },
      decoder: { architecture: "dense-decoder", widths: [8] },
      loss: "capsule-margin",
    },
  }),
  configured({
    name: "wide residual classifier with dropout, smoothed labels",
    covers: ["trainer:classifier"],
    values: {
      trainer: "classifier",
      data: "digits-8x8",
      classifier: { architecture: "wide-residual-classifier", depth: 10, width: 1, base: 2, dropout: 0.2 },
      labelSmoothing: 0.1,
      rateSchedule: "half-cosine",
    },
  }),
  configured({
    name: "classifier that is adapted to another domain",
    covers: ["trainer:domain-adversarial"],
    values: {
      trainer: "domain-adversarial",
      data: "digits-8x8",
      target: "digits-8x8",
      classifier: { architecture: "image-classifier", widths: [4], features: 8 },
      discriminator: { architecture: "points-discriminator", widths: [8] },
    },
  }),
  {
    name: "two players, a counter, a vector and a probability",
    covers: ["state"],
    inWorkers: false,
    steps,
    async *train(options) {
      return yield* trainGame(
        {
          game: rememberingGame(),
          seed: 5,
          batchSize: 8,
          accumulate: 1,
          shards: 2,
          schedule: { ...schedule, logEvery: 1, keepLast: 1, keepEvery: 0 },
          datasets: { data: await openData("ring-8") },
        },
        options,
      );
    },
  },
];
