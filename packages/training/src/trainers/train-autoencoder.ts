import type { TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type * as tf from "@tensorflow/tfjs";
import type { AutoencoderConfig } from "../config/autoencoder-config.ts";
import { autoencoder } from "./autoencoder.ts";
import { trainWith } from "./train.ts";
import type { TrainOptions } from "./train-game.ts";

/**
 * Trains an autoencoder: min over E, D of E‖x − D(E(x))‖².
 *
 * @param dataset a split opened with `random`
 * @returns events, and at the end the trained model, which the caller disposes
 * @throws {TrainingDivergedError} when the loss stops being finite
 */
export async function* trainAutoencoder(
  config: AutoencoderConfig,
  dataset: Dataset,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, tf.LayersModel> {
  return (yield* trainWith(autoencoder, config, dataset, options)).model("autoencoder");
}
