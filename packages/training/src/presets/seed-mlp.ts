import type { Preset } from "./preset.ts";

/**
 * The source article's networks with eight hidden units, corrected so that they fit each other, trained as it says:
 * Adam at 1e-3, binary cross-entropy against the discriminator, mean squared error for the autoencoder.
 */
export const seedMlp: Preset = {
  id: "seed-mlp",
  description:
    "The article's tiny dense networks (8 hidden units), made to fit each other: too small for digits.",
  config: {
    trainer: "gan",
    // Half of a batch costs dense networks nearly as much as a whole one.
    shards: 1,
    conditional: false,
    generator: { architecture: "seed-mlp-generator" },
    discriminator: { architecture: "seed-mlp-discriminator" },
    optimizers: {
      generator: { learningRate: 1e-3, beta1: 0.9 },
      discriminator: { learningRate: 1e-3, beta1: 0.9 },
    },
    averageDecay: 0.99,
    autoencoder: { architecture: "seed-autoencoder" },
    schedule: { totalSteps: 1250, sampleEvery: 125, checkpointEvery: 250, snapshots: 9 },
  },
};
