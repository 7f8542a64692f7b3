import type { Preset } from "./preset.ts";

/** A narrow VGG in configuration A with batch normalisation. */
export const vgg: Preset = {
  id: "vgg",
  description:
    "A classifier: VGG in configuration A with batch normalisation, 8 to 64 channels; 97.1 % of held-out digits.",
  config: {
    trainer: "classifier",
    classifier: { architecture: "vgg-classifier", width: 8, features: 64, dropout: 0.2 },
    batchSize: 32,
    // Two halves of so small a batch take longer than the whole.
    shards: 1,
    optimizer: { learningRate: 0.003 },
    rateSchedule: "half-cosine",
    schedule: { totalSteps: 400, checkpointEvery: 200 },
  },
};
