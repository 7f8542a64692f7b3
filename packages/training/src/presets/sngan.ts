import type { Preset } from "./preset.ts";

/** SNGAN with projection: residual networks, spectral normalisation, the hinge loss, and the class in every normalisation. */
export const sngan: Preset = {
  id: "sngan",
  description:
    "Residual networks with spectral normalisation and a projection on the class (SNGAN), 16 channels.",
  config: {
    trainer: "gan",
    generator: { architecture: "residual-generator", latent: 64, width: 16 },
    discriminator: { architecture: "residual-discriminator", width: 16 },
    loss: "hinge",
    optimizers: {
      generator: { learningRate: 1e-3, beta1: 0, beta2: 0.9 },
      discriminator: { learningRate: 1e-3, beta1: 0, beta2: 0.9 },
    },
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1000, sampleEvery: 100, checkpointEvery: 250, snapshots: 9 },
  },
};
