import type { LensContext } from "@ganlens/core";
import type { ModelSpec } from "@ganlens/models";
import { type AutoencoderConfig, autoencoderConfigSchema, trainAutoencoder } from "@ganlens/training";
import type { ImageSet } from "../sets/image-set.ts";
import { type FittedNetwork, fitStored } from "./fit-stored.ts";
import { imagesAsDataset } from "./images-as-dataset.ts";
import { stepsBetweenStates } from "./interruptible-training.ts";
import { batchSize, learningRate } from "./network-request.ts";

export interface FitAutoencoderOptions {
  readonly spec: ModelSpec;
  readonly images: Pick<ImageSet, "name" | "key" | "x">;
  readonly seed: number;
  readonly steps: number;
  readonly context: Pick<LensContext, "store" | "signal" | "clock" | "shared">;
}

/**
 * Trains an autoencoder on a set of images, or takes it from the run folder when the very same was trained before; where its
 * training was interrupted, it goes on from there.
 *
 * Yields the share of the work that is done, in [0, 1]; the caller disposes the model.
 *
 * @throws {CancelledError} when the context's signal aborts
 * @throws {CheckpointCorruptError} when the stored one is not whole
 */
export async function* fitAutoencoder(options: FitAutoencoderOptions): AsyncGenerator<number, FittedNetwork> {
  const { spec, images, seed, steps, context } = options;
  const config: AutoencoderConfig = autoencoderConfigSchema.parse({
    trainer: "autoencoder",
    seed,
    autoencoder: spec,
    shards: 1,
    batchSize,
    optimizer: { learningRate, beta1: 0.9 },
    schedule: { totalSteps: steps, snapshots: 0, checkpointEvery: stepsBetweenStates },
  }) as AutoencoderConfig;
  return yield* fitStored({
    request: { spec, images, seed, steps },
    begin: async (options) =>
      trainAutoencoder(config, await imagesAsDataset(images, { seed }), { ...options, clock: context.clock }),
    context,
  });
}
