import { type BuildCase, image, label, noise } from "./build-case.ts";
import { classifierCases } from "./classifier-cases.ts";

/** At least one of every architecture. */
export const buildCases: readonly BuildCase[] = [
  { spec: { architecture: "seed-mlp-generator" }, inputs: [noise], outputs: [[3, 28, 28, 1]] },
  { spec: { architecture: "seed-mlp-discriminator" }, inputs: [image], outputs: [[3, 1]] },
  { spec: { architecture: "seed-autoencoder" }, inputs: [image], outputs: [[3, 28, 28, 1]] },
  { spec: { architecture: "mlp-generator", widths: [16, 16] }, inputs: [noise], outputs: [[3, 28, 28, 1]] },
  {
    spec: { architecture: "mlp-generator", widths: [16], batchNorm: false, shape: [8, 8, 3] },
    inputs: [noise],
    outputs: [[3, 8, 8, 3]],
  },
  {
    spec: { architecture: "mlp-discriminator", widths: [16, 8], dropout: 0.3 },
    inputs: [image],
    outputs: [[3, 1]],
  },
  {
    spec: { architecture: "pair-discriminator", widths: [16, 8], latent: 100 },
    inputs: [image, noise],
    outputs: [[3, 1]],
  },
  { spec: { architecture: "dcgan-generator", width: 4 }, inputs: [noise], outputs: [[3, 28, 28, 1]] },
  {
    spec: { architecture: "dcgan-generator", width: 4, size: 32, channels: 3, classes: 10, latent: 16 },
    inputs: [[[3, 16], "float32"], label],
    outputs: [[3, 32, 32, 3]],
  },
  { spec: { architecture: "residual-generator", width: 3 }, inputs: [[[3, 128], "float32"]], outputs: [[3, 28, 28, 1]] },
  {
    spec: { architecture: "residual-generator", width: 3, size: 32, channels: 3, classes: 10, latent: 16 },
    inputs: [[[3, 16], "float32"], label],
    outputs: [[3, 32, 32, 3]],
  },
  { spec: { architecture: "residual-discriminator", width: 3 }, inputs: [image], outputs: [[3, 1]] },
  {
    spec: { architecture: "residual-discriminator", width: 3, depth: 0, classes: 10 },
    inputs: [image, label],
    outputs: [[3, 1]],
  },
  {
    spec: { architecture: "dcgan-generator", width: 2, size: 64, channels: 3 },
    inputs: [noise],
    outputs: [[3, 64, 64, 3]],
  },
  {
    spec: { architecture: "dcgan-discriminator", width: 2, size: 64, channels: 3 },
    inputs: [[[3, 64, 64, 3], "float32"]],
    outputs: [[3, 1]],
  },
  { spec: { architecture: "dcgan-discriminator", width: 4 }, inputs: [image], outputs: [[3, 1]] },
  {
    spec: {
      architecture: "dcgan-discriminator",
      width: 4,
      size: 32,
      channels: 3,
      classes: 10,
      batchNorm: true,
      dropout: 0.2,
    },
    inputs: [[[3, 32, 32, 3], "float32"]],
    outputs: [
      [3, 1],
      [3, 10],
    ],
  },
  {
    spec: { architecture: "points-generator", widths: [8, 8] },
    inputs: [[[3, 2], "float32"]],
    outputs: [[3, 2]],
  },
  {
    spec: { architecture: "points-discriminator", widths: [8, 8] },
    inputs: [[[3, 2], "float32"]],
    outputs: [[3, 1]],
  },
  {
    spec: { architecture: "dense-autoencoder", widths: [16], code: 4 },
    inputs: [image],
    outputs: [[3, 28, 28, 1]],
  },
  {
    spec: { architecture: "dense-autoencoder", widths: [], activation: "sigmoid", code: 4 },
    inputs: [image],
    outputs: [[3, 28, 28, 1]],
  },
  {
    spec: { architecture: "conv-autoencoder", channels: [4, 4], code: 4 },
    inputs: [image],
    outputs: [[3, 28, 28, 1]],
  },
  {
    spec: { architecture: "nested-autoencoder", codes: [2, 4], width: 8 },
    inputs: [image, [[3, 4], "float32"]],
    outputs: [[3, 28, 28, 1]],
  },
  {
    spec: { architecture: "dense-encoder", widths: [16], latent: 4 },
    inputs: [image],
    outputs: [
      [3, 4],
      [3, 4],
    ],
  },
  {
    spec: { architecture: "dense-encoder", widths: [16], latent: 4, deterministic: true },
    inputs: [image],
    outputs: [[3, 4]],
  },
  {
    spec: {
      architecture: "vector-quantized-autoencoder",
      channels: [4, 4],
      entries: 6,
      dimensions: 3,
      decay: 0.9,
      shape: [8, 12, 1],
    },
    inputs: [[[3, 8, 12, 1], "float32"]],
    outputs: [[3, 8, 12, 1]],
  },
  {
    spec: { architecture: "dense-decoder", widths: [16], latent: 4, shape: [8, 8, 3] },
    inputs: [[[3, 4], "float32"]],
    outputs: [[3, 8, 8, 3]],
  },
  {
    spec: { architecture: "conv-encoder", channels: [4, 4], width: 8, latent: 4, shape: [8, 12, 3] },
    inputs: [[[3, 8, 12, 3], "float32"]],
    outputs: [
      [3, 4],
      [3, 4],
    ],
  },
  {
    spec: { architecture: "conv-decoder", channels: [4, 4], width: 8, latent: 4 },
    inputs: [[[3, 4], "float32"]],
    outputs: [[3, 28, 28, 1]],
  },
  ...classifierCases,
  ...[16, 36, 48, 60].flatMap((size): BuildCase[] => [
    {
      spec: { architecture: "dcgan-generator", width: 1, size, channels: 3 },
      inputs: [noise],
      outputs: [[3, size, size, 3]],
    },
    {
      spec: { architecture: "dcgan-discriminator", width: 1, size, channels: 6 },
      inputs: [[[3, size, size, 6], "float32"]],
      outputs: [[3, 1]],
    },
  ]),
];
