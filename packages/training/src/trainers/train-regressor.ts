import type { TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type * as tf from "@tensorflow/tfjs";
import { createRegressorTrainee, type RegressorConfig, type Targets } from "./regressor-trainee.ts";
import { type TrainOptions, train } from "./train.ts";

/**
 * Trains a network to give numbers that are known of each sample, by mean squared error.
 *
 * @param dataset a split opened with `random`
 * @returns events, and at the end the trained model, which the caller disposes
 * @throws {ShapeError} when the network gives another number of values than the targets have
 * @throws {TrainingDivergedError} when the loss stops being finite
 */
export async function* trainRegressor(
  config: RegressorConfig,
  dataset: Dataset,
  { targets, ...options }: TrainOptions & { readonly targets: Targets },
): AsyncGenerator<TrainingEvent, tf.LayersModel> {
  const create = () => createRegressorTrainee(config, dataset, targets);
  const { model } = yield* train(create, config.schedule, options);
  return model;
}
