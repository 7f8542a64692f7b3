import type { Preset } from "./preset.ts";

/** The Wasserstein GAN as it was first published: a critic whose weights are clipped, RMSProp, five critic steps. */
export const wgan: Preset = {
  id: "wgan",
  description:
    "The Wasserstein GAN with clipped weights and five critic steps; its critic loss follows quality.",
  config: {
    trainer: "gan",
    // Half of a batch costs dense networks nearly as much as a whole one.
    shards: 1,
    conditional: false,
    generator: { architecture: "mlp-generator" },
    discriminator: { architecture: "mlp-discriminator", dropout: 0 },
    loss: "wasserstein",
    clip: 0.01,
    criticSteps: 5,
    optimizers: {
      generator: { name: "rmsprop", learningRate: 2e-4 },
      discriminator: { name: "rmsprop", learningRate: 2e-4 },
    },
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1000, sampleEvery: 100, checkpointEvery: 250, snapshots: 9 },
  },
};
