import type { ModelSpec } from "../../index.ts";

/** An architecture as it is built in tests: small, and its shapes with a batch of three. */
export interface BuildCase {
  readonly spec: ModelSpec;
  readonly inputs: readonly (readonly [readonly number[], "float32" | "int32"])[];
  readonly outputs: readonly (readonly number[])[];
}

const image: readonly [readonly number[], "float32"] = [[3, 28, 28, 1], "float32"];
const noise: readonly [readonly number[], "float32"] = [[3, 100], "float32"];
const label: readonly [readonly number[], "int32"] = [[3], "int32"];

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
  {
    spec: { architecture: "digit-classifier" },
    inputs: [image],
    outputs: [
      [3, 10],
      [3, 64],
    ],
  },
  {
    spec: {
      architecture: "image-classifier",
      shape: [20, 30, 3],
      classes: 4,
      widths: [2, 2, 2, 2],
      features: 5,
    },
    inputs: [[[3, 20, 30, 3], "float32"]],
    outputs: [
      [3, 4],
      [3, 5],
    ],
  },
  {
    spec: { architecture: "residual-classifier", shape: [8, 12, 3], classes: 4, width: 2, blocks: [1, 1] },
    inputs: [[[3, 8, 12, 3], "float32"]],
    outputs: [
      [3, 4],
      [3, 4],
    ],
  },
  {
    spec: {
      architecture: "residual-classifier",
      shape: [9, 9, 1],
      width: 2,
      blocks: [1, 2],
      block: "bottleneck",
      activation: "before",
    },
    inputs: [[[3, 9, 9, 1], "float32"]],
    outputs: [
      [3, 10],
      [3, 16],
    ],
  },
  {
    spec: {
      architecture: "wide-residual-classifier",
      shape: [8, 8, 1],
      depth: 10,
      width: 2,
      base: 2,
      dropout: 0.2,
    },
    inputs: [[[3, 8, 8, 1], "float32"]],
    outputs: [
      [3, 10],
      [3, 16],
    ],
  },
  {
    spec: { architecture: "vgg-classifier", shape: [8, 9, 3], width: 1, features: 5 },
    inputs: [[[3, 8, 9, 3], "float32"]],
    outputs: [
      [3, 10],
      [3, 5],
    ],
  },
  {
    spec: {
      architecture: "vgg-classifier",
      configuration: "E",
      shape: [64, 32, 1],
      classes: 3,
      width: 1,
      batchNorm: false,
      features: 4,
      dropout: 0,
    },
    inputs: [[[3, 64, 32, 1], "float32"]],
    outputs: [
      [3, 3],
      [3, 4],
    ],
  },
  {
    spec: { architecture: "inception-classifier", shape: [8, 10, 1], width: 1, dropout: 0.1 },
    inputs: [[[3, 8, 10, 1], "float32"]],
    outputs: [
      [3, 10],
      [3, 24],
    ],
  },
  {
    spec: { architecture: "inception-classifier", shape: [23, 19, 3], width: 1, strides: 2, blocks: [0, 1, 0] },
    inputs: [[[3, 23, 19, 3], "float32"]],
    outputs: [
      [3, 10],
      [3, 12],
    ],
  },
  {
    spec: { architecture: "capsule-classifier", shape: [8, 8, 3], classes: 4, width: 3, kernel: 3, capsules: 2 },
    inputs: [[[3, 8, 8, 3], "float32"]],
    outputs: [
      [3, 4],
      [3, 64],
    ],
  },
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
