import type { Preset } from "./preset.ts";

/** A dense autoencoder that is shown noise of 0.3 and gives back clean images (Vincent et al. 2008). */
export const denoisingAutoencoder: Preset = {
  id: "denoising-autoencoder",
  description: "A dense autoencoder that takes noise off images.",
  config: {
    trainer: "autoencoder",
    shards: 1,
    autoencoder: { architecture: "dense-autoencoder", code: 64, widths: [512] },
    corruption: { kind: "noise", standardDeviation: 0.3 },
    schedule: { totalSteps: 2000, sampleEvery: 500, checkpointEvery: 500 },
  },
};
