import type { Preset } from "./preset.ts";

/** A dense variational autoencoder with a code of 10, pixels as Bernoulli variables. */
export const vae: Preset = {
  id: "vae",
  description: "A variational autoencoder of dense networks (512, 256) with a code of 10: blurry digits.",
  config: {
    trainer: "variational-autoencoder",
    // Half of a batch costs dense networks nearly as much as a whole one.
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
