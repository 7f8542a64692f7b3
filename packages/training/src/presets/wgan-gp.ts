import type { Preset } from "./preset.ts";

/** The Wasserstein GAN with a gradient penalty: a critic without batch normalisation, Adam, five critic steps. */
export const wganGp: Preset = {
  id: "wgan-gp",
  description:
    "The Wasserstein GAN with a gradient penalty and five critic steps; its critic loss follows quality.",
  config: {
    trainer: "gan",
    // Half of a batch costs dense networks nearly as much as a whole one.
    shards: 1,
    conditional: false,
    generator: { architecture: "mlp-generator" },
    discriminator: { architecture: "mlp-discriminator", dropout: 0 },
    loss: "wasserstein",
    penalties: [{ name: "unit-gradient", weight: 10 }],
    criticSteps: 5,
    optimizers: {
      generator: { learningRate: 2e-4, beta1: 0.5, beta2: 0.9 },
      discriminator: { learningRate: 2e-4, beta1: 0.5, beta2: 0.9 },
    },
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1000, sampleEvery: 100, checkpointEvery: 250, snapshots: 9 },
  },
};
