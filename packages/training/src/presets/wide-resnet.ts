import type { Preset } from "./preset.ts";

/** A small wide residual network with dropout between the convolutions of a block. */
export const wideResnet: Preset = {
  id: "wide-resnet",
  description:
    "A classifier: wide ResNet of depth 10, twice 4 to 16 channels, dropout 0.1; 94.8 % of held-out digits.",
  config: {
    trainer: "classifier",
    classifier: { architecture: "wide-residual-classifier", depth: 10, width: 2, base: 4, dropout: 0.1 },
    batchSize: 32,
    // Two halves of so small a batch take longer than the whole.
    shards: 1,
    optimizer: { learningRate: 0.005 },
    rateSchedule: "half-cosine",
    schedule: { totalSteps: 400, checkpointEvery: 200 },
  },
};
