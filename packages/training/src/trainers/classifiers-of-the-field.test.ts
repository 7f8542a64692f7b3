import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { disposeModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { ClassifierConfig } from "../config/classifier-config.ts";
import type { PartialConfig } from "../config/config-layers.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { classifierAccuracy } from "../evaluation/classifier-accuracy.ts";
import { classifier } from "./classifier.ts";
import { trainClassifier } from "./train-classifier.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

/** How many of 297 held-out digits of 8×8 a classifier names rightly after some steps. */
async function accuracyAfter(values: PartialConfig, { shuffled = false } = {}): Promise<number> {
  const random = Random.fromSeed(0).split("data");
  const digits = await openDataset("digits-8x8", { split: "train", random });
  const layers = [
    { origin: "file", values: { trainer: "classifier", data: "digits-8x8", shards: 1, ...values } },
  ] as const;
  const config = classifier.fit(resolveConfig(layers).config as ClassifierConfig, digits.info);
  const draw = Random.fromSeed(7);
  const dataset = shuffled
    ? Object.create(digits, {
        next: {
          value: async (size?: number) => {
            const batch = await digits.next(size);
            return { ...batch, labels: draw.integers(batch.labels?.length ?? 0, { high: 10 }) };
          },
        },
        cursor: { get: () => digits.cursor },
        size: { get: () => digits.size },
        info: { get: () => digits.info },
      })
    : digits;
  const training = trainClassifier(config, dataset, { clock: () => performance.now() });
  let next = await training.next();
  while (next.done !== true) next = await training.next();
  const { value } = await classifierAccuracy(next.value, digits.openSplit("held-out"));
  disposeModel(next.value);
  return value;
}

const schedule = (totalSteps: number) => ({ totalSteps, checkpointEvery: 0, sampleEvery: totalSteps });
const common = { batchSize: 32, optimizer: { learningRate: 0.02 }, rateSchedule: "half-cosine" };

/** Each as small as it learns with. */
const learners: readonly PartialConfig[] = [
  { classifier: { architecture: "residual-classifier", width: 8, blocks: [1, 1] } },
  {
    classifier: {
      architecture: "residual-classifier",
      width: 8,
      blocks: [1, 1],
      block: "bottleneck",
      activation: "before",
    },
  },
  { classifier: { architecture: "wide-residual-classifier", depth: 10, width: 2, base: 4 } },
  {
    classifier: { architecture: "vgg-classifier", width: 8, features: 64, dropout: 0 },
    optimizer: { learningRate: 0.005 },
  },
  { classifier: { architecture: "inception-classifier", width: 4 } },
  {
    classifier: { architecture: "capsule-classifier", width: 16, kernel: 3, capsules: 4 },
    loss: "capsule-margin",
    decoder: { architecture: "dense-decoder", widths: [32] },
  },
];

describe("learns digits of 8×8", () => {
  test.each(learners)("%o", async (values) => {
    expect(await accuracyAfter({ ...common, ...values, schedule: schedule(80) })).toBeGreaterThan(0.75);
  });
});

describe("stays near chance with labels that were drawn at random", () => {
  test.each(learners)("%o", async (values) => {
    const found = await accuracyAfter({ ...common, ...values, schedule: schedule(80) }, { shuffled: true });
    expect(found).toBeLessThan(0.3);
  });
});
