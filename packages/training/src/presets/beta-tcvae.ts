import type { Preset } from "./preset.ts";

/** A β-TCVAE of dense networks with β = 6 (Chen et al. 2018). */
export const betaTcvae: Preset = {
  id: "beta-tcvae",
  description:
    "A dense variational autoencoder whose codes are made independent: total correlation weighs 6 times.",
  config: {
    trainer: "variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    regulariser: { kind: "total-correlation", weight: 6 },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
