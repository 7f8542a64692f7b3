import type { Preset } from "./preset.ts";

/** The plain DCGAN of the literature, at 16 to 64 pixels and without classes. */
export const dcgan: Preset = {
  id: "dcgan",
  description: "Radford's DCGAN with 64 and 128 channels, without classes.",
  config: {
    trainer: "gan",
    conditional: false,
    generator: { architecture: "dcgan-generator", latent: 100, width: 64 },
    discriminator: { architecture: "dcgan-discriminator", width: 64, batchNorm: true },
    averageDecay: 0.999,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1250, sampleEvery: 125, checkpointEvery: 250, snapshots: 9 },
  },
};
