import type { TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type { RunConfig } from "../config/run-config.ts";
import type { GameTrainee } from "../engine/game-trainee.ts";
import { type TrainOptions, trainGame } from "./train-game.ts";
import type { Trainer } from "./trainer.ts";
import { findTrainer, trainers } from "./trainers.ts";

/**
 * Trains whatever a configuration names.
 *
 * @param config a resolved configuration, whose models fit the data
 * @param dataset a split opened with `random`
 * @returns events; nothing is kept in memory afterwards, the networks are in the store's checkpoints
 * @throws {TrainingDivergedError} when a loss or a weight stops being finite
 * @throws {CheckpointCorruptError} when the checkpoint to resume from is not whole, or of another training
 */
export async function* train(
  config: RunConfig,
  dataset: Dataset,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, void> {
  const trainee = yield* trainWith(findTrainer(config.trainer), config, dataset, options);
  trainee.release();
}

/** Trains by a trainer; the caller disposes the networks of what is returned. */
export async function* trainWith<C extends RunConfig, P>(
  trainer: Trainer<C, P>,
  config: C,
  dataset: Dataset,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, GameTrainee> {
  const prepared = (await trainer.prepare?.(config, dataset)) as P;
  const { seed, batchSize, accumulate, shards, schedule } = config;
  return yield* trainGame(
    {
      game: trainer.game(config, dataset.info, prepared),
      seed,
      batchSize,
      accumulate,
      shards,
      schedule,
      datasets: { data: dataset },
      ...(trainers.get(config.trainer) === (trainer as unknown)
        ? { origin: { config, info: dataset.info, prepared } }
        : {}),
    },
    options,
  );
}
