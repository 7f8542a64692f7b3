import type { TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type { GanConfig } from "../config/gan-config.ts";
import { gan } from "./gan.ts";
import { trainWith } from "./train.ts";
import type { TrainOptions } from "./train-game.ts";

/**
 * Trains a GAN: min over G, max over D of E log D(x) + E log(1 − D(G(z))), or the variant that `config.loss` names.
 *
 * @param config a resolved configuration, see fitGanModels
 * @param dataset a split opened with `random`
 * @returns events; nothing is kept in memory afterwards, the networks are in the store's checkpoints
 * @throws {TrainingDivergedError} when a loss or a weight stops being finite
 * @throws {CheckpointCorruptError} when the checkpoint to resume from is not whole
 * @see Goodfellow et al. 2014, algorithm 1
 */
export async function* trainGan(
  config: GanConfig,
  dataset: Dataset,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, void> {
  const trainee = yield* trainWith(gan, config, dataset, options);
  trainee.release();
}
