import type { Preset } from "./preset.ts";

/** A small residual network, activated after its convolutions. */
export const resnet: Preset = {
  id: "resnet",
  description:
    "A classifier: ResNet of three stages with one basic block each, 8 to 32 channels; 96.0 % of held-out digits.",
  config: {
    trainer: "classifier",
    classifier: { architecture: "residual-classifier", width: 8, blocks: [1, 1, 1] },
    batchSize: 32,
    // Two halves of so small a batch take longer than the whole.
    shards: 1,
    optimizer: { learningRate: 0.005 },
    rateSchedule: "half-cosine",
    schedule: { totalSteps: 400, checkpointEvery: 200 },
  },
};
