import type { Preset } from "./preset.ts";

/** A dense autoencoder of 196 sigmoid units that are active 5 % of the time (Ng 2011). */
export const sparseAutoencoder: Preset = {
  id: "sparse-autoencoder",
  description: "An autoencoder of 196 units, of which few are active at a time.",
  config: {
    trainer: "autoencoder",
    shards: 1,
    autoencoder: { architecture: "dense-autoencoder", code: 196, widths: [], activation: "sigmoid" },
    // 3 beside a squared error that is summed over 784 pixels and halved, as it is in the source.
    sparsity: { kind: "divergence", rate: 0.05, weight: 0.0077 },
    schedule: { totalSteps: 2000, sampleEvery: 500, checkpointEvery: 500 },
  },
};
