import type { Preset } from "./preset.ts";

/** An InfoVAE of dense networks, α = 0.5 (Zhao et al. 2019). */
export const infoVae: Preset = {
  id: "info-vae",
  description: "A dense variational autoencoder with half of the divergence and MMD beside it (InfoVAE).",
  config: {
    trainer: "variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    beta: 0.5,
    regulariser: { kind: "maximum-mean-discrepancy", weight: 100 },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
