import type { Preset } from "./preset.ts";

/** Dense networks of a size that can draw digits, roughly. */
export const mlpGan: Preset = {
  id: "mlp-gan",
  description: "Dense networks with batch normalisation, 128 → 256 → 512: blurry digits after some minutes.",
  config: {
    trainer: "gan",
    // Half of a batch costs dense networks nearly as much as a whole one.
    shards: 1,
    conditional: false,
    generator: { architecture: "mlp-generator" },
    discriminator: { architecture: "mlp-discriminator" },
    averageDecay: 0.99,
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1250, sampleEvery: 125, checkpointEvery: 250, snapshots: 9 },
  },
};
