import type { Preset } from "./preset.ts";

/** A narrow capsule network, with the decoder that learns beside it. */
export const capsule: Preset = {
  id: "capsule",
  description:
    "A classifier: a capsule network with 4 primary capsules at a place, and the decoder of its capsules; 97.3 % of held-out digits.",
  config: {
    trainer: "classifier",
    classifier: { architecture: "capsule-classifier", width: 32, capsules: 4 },
    loss: "capsule-margin",
    decoder: { architecture: "dense-decoder", widths: [256, 512] },
    batchSize: 32,
    // Two halves of so small a batch take longer than the whole.
    shards: 1,
    optimizer: { learningRate: 0.003 },
    rateSchedule: "half-cosine",
    schedule: { totalSteps: 400, checkpointEvery: 200 },
  },
};
