import type { Preset } from "./preset.ts";

/** A β-VAE of dense networks with β = 4 (Higgins et al. 2017). */
export const betaVae: Preset = {
  id: "beta-vae",
  description: "A dense variational autoencoder whose divergence weighs 4 times (beta-VAE).",
  config: {
    trainer: "variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    beta: 4,
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
