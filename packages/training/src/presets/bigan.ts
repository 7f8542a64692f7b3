import type { Preset } from "./preset.ts";

/** BiGAN on dense networks: an encoder that learns to invert its generator beside it. */
export const bigan: Preset = {
  id: "bigan",
  description:
    "A GAN with an encoder of its own (BiGAN, ALI) on dense networks: blurry digits, and codes of real ones.",
  config: {
    trainer: "bidirectional-gan",
    // Half of a batch costs dense networks nearly as much as a whole one.
    shards: 1,
    encoder: { architecture: "dense-encoder", latent: 50, widths: [512, 512] },
    generator: { architecture: "mlp-generator", latent: 50, widths: [512, 512] },
    discriminator: { architecture: "pair-discriminator" },
    schedule: { totalSteps: 2000, sampleEvery: 200, checkpointEvery: 500, snapshots: 9 },
  },
};
