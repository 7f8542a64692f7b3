import type { Preset } from "./preset.ts";

/** A variational autoencoder whose capacity grows to 18 nats (Burgess et al. 2018). */
export const annealedVae: Preset = {
  id: "annealed-vae",
  description: "A dense variational autoencoder whose code is let grow to 18 nats.",
  config: {
    trainer: "variational-autoencoder",
    shards: 1,
    encoder: { architecture: "dense-encoder" },
    generator: { architecture: "dense-decoder" },
    autoencoder: { architecture: "nested-autoencoder" },
    // Gradients of 1000 times a divergence would leave Adam nothing of the reconstruction's in so few steps.
    regulariser: { kind: "capacity", weight: 30, maximum: 18, steps: 1500 },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
