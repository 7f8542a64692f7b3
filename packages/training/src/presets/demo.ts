import type { Preset } from "./preset.ts";

/** A narrow class-conditional DCGAN that draws recognisable digits within two minutes on one core. */
export const demo: Preset = {
  id: "demo",
  description:
    "A narrow DCGAN, told the class where the data have classes; recognisable digits within minutes.",
  config: {
    trainer: "gan",
    generator: { architecture: "dcgan-generator", latent: 64, width: 24 },
    discriminator: { architecture: "dcgan-discriminator", width: 24, batchNorm: true },
    classWeight: 0.5,
    optimizers: { generator: { learningRate: 1e-3 }, discriminator: { learningRate: 5e-4 } },
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
