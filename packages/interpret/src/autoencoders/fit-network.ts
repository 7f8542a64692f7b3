import { type LensContext, type NdArray, rows, ShapeError, sizeOf } from "@ganlens/core";
import type { ModelSpec } from "@ganlens/models";
import {
  type ClassifierConfig,
  classifierConfigSchema,
  trainClassifier,
  trainRegressor,
} from "@ganlens/training";
import type { ImageSet } from "../sets/image-set.ts";
import { type FittedNetwork, fitStored } from "./fit-stored.ts";
import { imagesAsDataset, rowOf } from "./images-as-dataset.ts";
import { type InterruptibleTrainingOptions, stepsBetweenStates } from "./interruptible-training.ts";
import { batchSize, learningRate, type NetworkTargets, targetsArray } from "./network-request.ts";

export interface FitNetworkOptions {
  /** A network from images whose first output is [batch, k], or logits. */
  readonly spec: ModelSpec;
  readonly images: Pick<ImageSet, "name" | "key" | "x">;
  readonly targets: NetworkTargets;
  readonly seed: number;
  readonly steps: number;
  readonly context: Pick<LensContext, "store" | "signal" | "clock" | "shared">;
}

/**
 * Trains a network of images to targets, or takes it from the run folder when the very same was trained before; where its
 * training was interrupted, it goes on from there.
 *
 * Yields the share of the work that is done, in [0, 1]; the caller disposes the model.
 *
 * @throws {ShapeError} when there is not one target for each image, or the network gives another number of values
 * @throws {DatasetInvalidError} when a label is none of the network's classes
 * @throws {CancelledError} when the context's signal aborts
 * @throws {CheckpointCorruptError} when the stored one is not whole
 */
export async function* fitNetwork(options: FitNetworkOptions): AsyncGenerator<number, FittedNetwork> {
  const { spec, images, targets, seed, steps, context } = options;
  assertOneEach(images, targets);
  return yield* fitStored({
    request: { spec, images, targets, seed, steps },
    begin: beginning(options),
    context,
  });
}

function beginning({
  spec,
  images,
  targets,
  seed,
  steps,
  context: { clock },
}: FitNetworkOptions): InterruptibleTrainingOptions["begin"] {
  // The classifier's own defaults serve both: the same optimizer and states.
  const config = classifierConfigSchema.parse({
    trainer: "classifier",
    seed,
    classifier: spec,
    shards: 1,
    batchSize,
    optimizer: { learningRate, beta1: 0.9 },
    schedule: { totalSteps: steps, snapshots: 0, checkpointEvery: stepsBetweenStates },
  }) as ClassifierConfig;
  if (targets.loss === "cross-entropy") {
    const { labels } = targets;
    return async (options) =>
      trainClassifier(config, await imagesAsDataset(images, { seed, labels }), { ...options, clock });
  }
  const { values } = targets;
  const width = sizeOf(values.shape.slice(1));
  const ofIds = (ids: readonly string[]): NdArray => {
    const data = new Float32Array(ids.length * width);
    for (const [i, id] of ids.entries()) data.set(rows(values, rowOf(id), rowOf(id) + 1).data, i * width);
    return { data, shape: [ids.length, width] };
  };
  const { optimizer, schedule } = config;
  const regression = {
    seed,
    regressor: spec,
    batchSize,
    optimizer,
    rateSchedule: "half-cosine",
    schedule,
  } as const;
  return async (options) =>
    trainRegressor(regression, await imagesAsDataset(images, { seed }), {
      ...options,
      clock,
      targets: ofIds,
    });
}

function assertOneEach({ x, name }: FitNetworkOptions["images"], targets: NetworkTargets): void {
  const count = x.shape[0] ?? 0;
  const { data, shape } = targetsArray(targets);
  if (shape[0] === count && data.length === sizeOf(shape)) return;
  throw new ShapeError({
    message: `Expected one target for each of ${count} images (${name}), received ${shape[0] ?? 0} of shape [${shape.slice(1).join(", ")}] in ${data.length} numbers.`,
    hint: "Draw images and targets together, and take the same rows of both.",
  });
}
