import { findPreset, type PartialConfig } from "@ganlens/training";

/** What is trained in the same way here and elsewhere, and what of it is compared. */
export interface Contest {
  readonly config: PartialConfig;
  /** Passes over the 5,000 training images; `null` where the configuration's own number of steps is kept. */
  readonly passes: number | null;
  /**
   * `share`: the Fréchet distance to held-out digits, in % of that of uniform noise, less is better; `kept`: the share of held-out
   * digits' variance that the autoencoder keeps, in %, more is better.
   */
  readonly figure: "share" | "kept";
  /** Whether torch-reference.py knows it. */
  readonly torch: boolean;
}

const plainGan = { trainer: "gan", conditional: false, averageDecay: 0 };
const width = 32;
const dcganPair = {
  generator: { architecture: "dcgan-generator", latent: 100, width },
  discriminator: { architecture: "dcgan-discriminator", width, batchNorm: true },
};

/** By name; the GANs at half of the usual width. */
export const contests: Readonly<Record<string, Contest>> = {
  dcgan: {
    config: { ...plainGan, ...dcganPair },
    passes: 5,
    figure: "share",
    torch: true,
  },
  "ac-gan": {
    config: { ...plainGan, conditional: true, ...dcganPair },
    passes: 5,
    figure: "share",
    torch: true,
  },
  "mlp-gan": {
    config: {
      ...plainGan,
      generator: { architecture: "mlp-generator" },
      discriminator: { architecture: "mlp-discriminator" },
    },
    passes: 20,
    figure: "share",
    torch: true,
  },
  "dense-autoencoder": {
    config: {
      trainer: "autoencoder",
      autoencoder: { architecture: "dense-autoencoder", code: 16 },
      rateSchedule: "constant",
    },
    passes: 5,
    figure: "kept",
    torch: true,
  },
  "conv-autoencoder": {
    config: {
      trainer: "autoencoder",
      autoencoder: { architecture: "conv-autoencoder", code: 16 },
      rateSchedule: "constant",
    },
    passes: 5,
    figure: "kept",
    torch: true,
  },
  demo: { config: findPreset("demo").config, passes: null, figure: "share", torch: false },
};
