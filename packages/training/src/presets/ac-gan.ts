import type { Preset } from "./preset.ts";

/** AC-GAN on a DCGAN of 32 channels: the discriminator names the class, too, and both learn from it. */
export const acGan: Preset = {
  id: "ac-gan",
  description: "A DCGAN of 32 channels with an auxiliary classifier: digits of the class that was asked for.",
  config: {
    trainer: "gan",
    conditional: true,
    generator: { architecture: "dcgan-generator", latent: 100, width: 32 },
    discriminator: { architecture: "dcgan-discriminator", width: 32, dropout: 0.3 },
    classWeight: 1,
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1000, sampleEvery: 100, checkpointEvery: 250, snapshots: 9 },
  },
};
