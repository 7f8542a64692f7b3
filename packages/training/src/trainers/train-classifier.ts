import type { TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type * as tf from "@tensorflow/tfjs";
import type { ClassifierConfig } from "../config/classifier-config.ts";
import { classifier } from "./classifier.ts";
import { trainWith } from "./train.ts";
import type { TrainOptions } from "./train-game.ts";

/**
 * Trains a classifier by softmax cross-entropy.
 *
 * @param dataset a labelled split opened with `random`
 * @returns events, and at the end the trained model, which the caller disposes
 * @throws {DatasetInvalidError} when the data have no labels, or labels of classes that the network does not have
 * @throws {TrainingDivergedError} when the loss stops being finite
 */
export async function* trainClassifier(
  config: ClassifierConfig,
  dataset: Dataset,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, tf.LayersModel> {
  return (yield* trainWith(classifier, config, dataset, options)).model("classifier");
}
