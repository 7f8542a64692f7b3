import type { Preset } from "./preset.ts";

/** A DCGAN for a few hundred pictures of one's own, grey or in colour, of 16 to 64 pixels, with augmentation that follows overfitting. */
export const ownImages: Preset = {
  id: "own-images",
  description:
    "A DCGAN for a few hundred pictures of your own, told the class where there are folders of classes; adaptive augmentation.",
  config: {
    trainer: "gan",
    batchSize: 32,
    generator: { architecture: "dcgan-generator", latent: 64, width: 24 },
    discriminator: { architecture: "dcgan-discriminator", width: 24, batchNorm: true },
    classWeight: 0.5,
    augmentation: { kind: "adaptive", speed: 50 },
    optimizers: { generator: { learningRate: 1e-3 }, discriminator: { learningRate: 5e-4 } },
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 4000, sampleEvery: 400, checkpointEvery: 1000, snapshots: 9 },
  },
};
