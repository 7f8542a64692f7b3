import { configured, type ExactnessCase } from "./exactness-case.ts";

/** Lines of the exactness matrix: classifiers. */
export const classifierCases: readonly ExactnessCase[] = [
  configured({
    name: "classifier",
    covers: ["trainer:classifier"],
    compiledOnly: true,
    values: { trainer: "classifier", data: "mnist-5k" },
  }),
  configured({
    name: "capsule classifier with the decoder that learns beside it",
    covers: ["trainer:classifier"],
    values: {
      trainer: "classifier",
      data: "digits-8x8",
      classifier: { architecture: "capsule-classifier", width: 4, kernel: 3, capsules: 2, dimensions: 4 },
      decoder: { architecture: "dense-decoder", widths: [8] },
      loss: "capsule-margin",
    },
  }),
  configured({
    name: "wide residual classifier with dropout, smoothed labels",
    covers: ["trainer:classifier"],
    values: {
      trainer: "classifier",
      data: "digits-8x8",
      classifier: { architecture: "wide-residual-classifier", depth: 10, width: 1, base: 2, dropout: 0.2 },
      labelSmoothing: 0.1,
      rateSchedule: "half-cosine",
    },
  }),
  configured({
    name: "classifier that is adapted to another domain",
    covers: ["trainer:domain-adversarial"],
    values: {
      trainer: "domain-adversarial",
      data: "digits-8x8",
      target: "digits-8x8",
      classifier: { architecture: "image-classifier", widths: [4], features: 8 },
      discriminator: { architecture: "points-discriminator", widths: [8] },
    },
  }),
];
