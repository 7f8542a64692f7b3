import type { Preset } from "./preset.ts";

/** A dense autoencoder of 100 sigmoid units with small slopes (Rifai et al. 2011). */
export const contractiveAutoencoder: Preset = {
  id: "contractive-autoencoder",
  description: "An autoencoder whose code hardly moves where the image moves off the data.",
  config: {
    trainer: "autoencoder",
    shards: 1,
    autoencoder: { architecture: "dense-autoencoder", code: 100, widths: [], activation: "sigmoid" },
    contraction: { weight: 1e-3 },
    schedule: { totalSteps: 2000, sampleEvery: 500, checkpointEvery: 500 },
  },
};
