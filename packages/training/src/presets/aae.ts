import type { Preset } from "./preset.ts";

/** A dense adversarial autoencoder with a code of 10 (Makhzani et al. 2016). */
export const aae: Preset = {
  id: "aae",
  description: "A dense adversarial autoencoder with a code of 10 (AAE).",
  config: {
    trainer: "adversarial-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder", deterministic: true },
    generator: { architecture: "dense-decoder" },
    discriminator: { architecture: "points-discriminator", dimensions: 10 },
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
