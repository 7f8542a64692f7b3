import { type NdArray, Random, ShapeError } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { meanSquaredError } from "@ganlens/losses";
import { applyModel, buildModel, type ModelSpec } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Schedule } from "../config/schedule.ts";
import type { AdamConfig } from "../optimizers/adam.ts";
import { type RateSchedule, rateScale } from "../optimizers/rate-schedule.ts";
import { SingleNetworkTrainee } from "./single-network.ts";

/** All that decides how a regressor is trained. */
export interface RegressorConfig {
  readonly seed: number;
  /** A network whose first output is [batch, k]. */
  readonly regressor: ModelSpec;
  readonly batchSize: number;
  readonly optimizer: AdamConfig;
  readonly rateSchedule: RateSchedule;
  readonly schedule: Schedule;
}

/** What a network should say of samples, by their ids: [ids, k]. */
export type Targets = (ids: readonly string[]) => NdArray;

/**
 * A network that learns numbers from samples: min E‖y − f(x)‖² / k.
 *
 * @throws {ShapeError} when the network gives another number of values than the targets have
 */
export function createRegressorTrainee(
  config: RegressorConfig,
  dataset: Dataset,
  targets: Targets,
): SingleNetworkTrainee {
  const random = Random.fromSeed(config.seed);
  const model = buildModel({ spec: config.regressor, name: "regressor", random: random.split("weights") });
  return new SingleNetworkTrainee({
    name: "regressor",
    model,
    dataset,
    batchSize: config.batchSize,
    optimizer: config.optimizer,
    rateScale: (step) => rateScale(config.rateSchedule, step, config.schedule.totalSteps),
    random: random.split("steps"),
    loss: (batch, random) => {
      const { data, shape } = targets(batch.ids);
      // Before the network runs: what tfjs keeps for gradients is not freed when a loss throws behind it.
      const expected = [batch.ids.length, ...(model.outputs[0]?.shape.slice(1) ?? [])];
      if (expected.join() !== shape.join()) {
        throw new ShapeError({
          message: `Expected targets of shape [${expected.join(", ")}], as the network gives, received [${shape.join(", ")}].`,
          hint: "Give the network as many outputs as a target has numbers.",
        });
      }
      const x = tf.tensor(batch.x.data, [...batch.x.shape]);
      const output = applyModel(model, x, { training: true, random });
      const prediction = (Array.isArray(output) ? output[0] : output) as tf.Tensor;
      return meanSquaredError({ target: tf.tensor(data, [...shape]), prediction });
    },
  });
}
