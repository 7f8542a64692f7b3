import { latentRegularisers } from "../../latent-regularisers/latent-regularisers.ts";
import { configured, type ExactnessCase } from "./exactness-case.ts";

/** Lines of the exactness matrix: autoencoders, with every corruption and term. */
export const autoencoderCases: readonly ExactnessCase[] = [
  configured({
    name: "nested autoencoder, whose code sizes are drawn",
    covers: ["trainer:autoencoder"],
    values: {
      trainer: "autoencoder",
      data: "digits-8x8",
      autoencoder: { architecture: "nested-autoencoder", shape: [8, 8, 1], codes: [2, 4], width: 8 },
    },
  }),
  ...(["noise", "masking"] as const).map((kind) =>
    configured({
      name: `autoencoder of images with ${kind}, with every term`,
      covers: [`corruption:${kind}`],
      values: {
        trainer: "autoencoder",
        data: "digits-8x8",
        autoencoder: { architecture: "dense-autoencoder", code: 4, widths: [8], activation: "sigmoid" },
        corruption: { kind },
        sparsity: { kind: kind === "noise" ? "divergence" : "absolute" },
        contraction: {},
        decay: {},
      },
    }),
  ),
  ...[0, 0.9].map((decay) =>
    configured({
      name: `vector-quantised autoencoder, decay ${decay}`,
      covers: ["trainer:vector-quantized-autoencoder"],
      values: {
        trainer: "vector-quantized-autoencoder",
        data: "digits-8x8",
        autoencoder: {
          architecture: "vector-quantized-autoencoder",
          entries: 8,
          dimensions: 2,
          channels: [2, 2],
          decay,
        },
      },
    }),
  ),
  configured({
    name: "adversarial autoencoder of drawn codes",
    covers: ["trainer:adversarial-autoencoder"],
    values: {
      trainer: "adversarial-autoencoder",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
      discriminator: { architecture: "points-discriminator", dimensions: 3, widths: [8] },
      samples: 4,
    },
  }),
  configured({
    name: "FactorVAE",
    covers: ["trainer:factor-variational-autoencoder"],
    values: {
      trainer: "factor-variational-autoencoder",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
      discriminator: { architecture: "points-discriminator", dimensions: 3, widths: [8] },
      samples: 4,
    },
  }),
  configured({
    name: "variational autoencoder, two draws of each code",
    covers: ["trainer:variational-autoencoder"],
    values: {
      trainer: "variational-autoencoder",
      data: "digits-8x8",
      encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
      generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
      draws: 2,
      samples: 4,
    },
  }),
  ...Object.keys(latentRegularisers).map((kind) =>
    configured({
      name: `variational autoencoder with the term ${kind}`,
      covers: [`latent-regulariser:${kind}`],
      values: {
        trainer: "variational-autoencoder",
        data: "digits-8x8",
        encoder: { architecture: "dense-encoder", latent: 3, widths: [12] },
        generator: { architecture: "dense-decoder", latent: 3, widths: [12] },
        regulariser: { kind },
        samples: 4,
      },
    }),
  ),
];
