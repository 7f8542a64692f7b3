import type { Preset } from "./preset.ts";

/** A VQ-VAE of 64 entries, 7 × 7 of them for a digit (van den Oord et al. 2017). */
export const vqVae: Preset = {
  id: "vq-vae",
  description: "A convolutional autoencoder whose codes are entries of a codebook of 64 (VQ-VAE).",
  config: {
    trainer: "vector-quantized-autoencoder",
    autoencoder: { architecture: "vector-quantized-autoencoder", entries: 64, dimensions: 8 },
    schedule: { totalSteps: 1000, sampleEvery: 250, checkpointEvery: 250 },
  },
};
