import type { Preset } from "./preset.ts";

/** A Wasserstein autoencoder by maximum mean discrepancy (Tolstikhin et al. 2018). */
export const wae: Preset = {
  id: "wae",
  description: "A dense autoencoder whose codes as a whole are brought to the prior by MMD (WAE).",
  config: {
    trainer: "variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    likelihood: "gaussian",
    beta: 0,
    regulariser: { kind: "maximum-mean-discrepancy", weight: 100 },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
