import type { PartialConfig } from "../../config/config-layers.ts";
import type { OptimizerName } from "../../optimizers/optimizers.ts";
import { configured, type ExactnessCase } from "./exactness-case.ts";


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

/** Lines of the exactness matrix: GANs, with every optimizer, penalty, regulariser and augmentation. */
export const ganCases: readonly ExactnessCase[] = [
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
];
