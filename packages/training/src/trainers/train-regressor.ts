import type { TrainingEvent } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import type { ModelSpec } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import type { Schedule } from "../config/schedule.ts";
import { regressionObjective, type Targets } from "../objectives/regression-objective.ts";
import type { OptimizerConfig } from "../optimizers/optimizers.ts";
import type { RateSchedule } from "../optimizers/rate-schedule.ts";
import { type TrainOptions, trainGame } from "./train-game.ts";

/** All that decides how a regressor is trained. */
export interface RegressorConfig {
  readonly seed: number;
  /** A network whose first output is [batch, k]. */
  readonly regressor: ModelSpec;
  readonly batchSize: number;
  readonly optimizer: OptimizerConfig;
  readonly rateSchedule: RateSchedule;
  readonly schedule: Schedule;
}

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
  const { seed, batchSize, schedule, regressor, optimizer, rateSchedule } = config;
  const trainee = yield* trainGame(
    {
      game: {
        players: [{ name: "regressor", model: regressor, optimizer, saved: "always" }],
        objective: regressionObjective(targets),
        falling: ["regressor"],
        rateSchedule,
      },
      seed,
      batchSize,
      accumulate: 1,
      shards: 1,
      schedule,
      datasets: { data: dataset },
    },
    options,
  );
  return trainee.model("regressor");
}
