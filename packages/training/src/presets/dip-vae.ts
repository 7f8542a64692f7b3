import type { Preset } from "./preset.ts";

/** A DIP-VAE-II of dense networks (Kumar et al. 2018). */
export const dipVae: Preset = {
  id: "dip-vae",
  description: "A dense variational autoencoder whose codes are made uncorrelated (DIP-VAE-II).",
  config: {
    trainer: "variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    regulariser: { kind: "disentangled-prior-2" },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
