import type { DatasetInfo, TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { disposeModel } from "@ganlens/models";
import {
  type AutoencoderConfig,
  type ClassifierConfig,
  fitAutoencoderModel,
  fitGanModels,
  type GanConfig,
  type RunConfig,
  type TrainOptions,
  trainAutoencoder,
  trainClassifier,
  trainGan,
} from "@ganlens/training";
import type * as tf from "@tensorflow/tfjs";

/** How one kind of training is prepared and run. */
export interface Trainer<C extends RunConfig = RunConfig> {
  /** The configuration with its models fitted to the data. */
  fit(config: C, info: DatasetInfo): C;
  train(config: C, dataset: Dataset, options: TrainOptions): AsyncGenerator<TrainingEvent, void>;
}

const gan: Trainer<GanConfig> = { fit: fitGanModels, train: trainGan };

const autoencoder: Trainer<AutoencoderConfig> = {
  fit: fitAutoencoderModel,
  train: (config, dataset, options) => disposing(trainAutoencoder(config, dataset, options)),
};

const classifier: Trainer<ClassifierConfig> = {
  fit: (config) => config,
  train: (config, dataset, options) => disposing(trainClassifier(config, dataset, options)),
};

const trainers = { gan, autoencoder, classifier } as const;

/** The trainer that a configuration names. */
export function trainerOf(config: RunConfig): Trainer {
  // Each is only ever given the configuration that names it.
  return trainers[config.trainer] as Trainer;
}

/** Frees the model at the end: it is in the last checkpoint. */
async function* disposing(
  events: AsyncGenerator<TrainingEvent, tf.LayersModel>,
): AsyncGenerator<TrainingEvent, void> {
  disposeModel(yield* events);
}
