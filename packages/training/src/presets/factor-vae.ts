import type { Preset } from "./preset.ts";

/** A dense FactorVAE with a code of 10 and γ = 10 (Kim, Mnih 2018). */
export const factorVae: Preset = {
  id: "factor-vae",
  description: "A dense variational autoencoder whose codes a discriminator makes independent (FactorVAE).",
  config: {
    trainer: "factor-variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    discriminator: { architecture: "points-discriminator", dimensions: 10 },
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
