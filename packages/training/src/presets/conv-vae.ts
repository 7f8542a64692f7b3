import type { Preset } from "./preset.ts";

/** A variational autoencoder with convolutions and a code of 10, pixels as Bernoulli variables. */
export const convVae: Preset = {
  id: "conv-vae",
  description: "A variational autoencoder with convolutions at stride 2 and a code of 10.",
  config: {
    trainer: "variational-autoencoder",
    encoder: { architecture: "conv-encoder" },
    generator: { architecture: "conv-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    schedule: { totalSteps: 1000, sampleEvery: 100, checkpointEvery: 250, snapshots: 9 },
  },
};
