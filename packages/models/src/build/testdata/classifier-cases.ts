import { type BuildCase, image } from "./build-case.ts";

/** Every classifier. */
export const classifierCases: readonly BuildCase[] = [
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
];
