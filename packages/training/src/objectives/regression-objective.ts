import { type NdArray, ShapeError } from "@ganlens/core";
import { meanSquaredError } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { networkObjective } from "./network-objective.ts";

/** What a network should say of samples, by their ids: [ids, k]. */
export type Targets = (ids: readonly string[]) => NdArray;

/**
 * A network that learns numbers from samples: min E‖y − f(x)‖² / k; its player is called `regressor`.
 *
 * @throws {ShapeError} at the first batch, when the network gives another number of values than the targets have
 */
export function regressionObjective(targets: Targets): Objective {
  return networkObjective("regressor", ({ batch, pass, output }) => {
    const { data, shape } = targets(batch.ids);
    const expected = [batch.ids.length, ...output];
    if (expected.join() !== shape.join()) {
      throw new ShapeError({
        message: `Expected targets of shape [${expected.join(", ")}], as the network gives, received [${shape.join(", ")}].`,
        hint: "Give the network as many outputs as a target has numbers.",
      });
    }
    const given = pass(tf.tensor(batch.x.data, [...batch.x.shape]));
    const prediction = (Array.isArray(given) ? given[0] : given) as tf.Tensor;
    return meanSquaredError({ target: tf.tensor(data, [...shape]), prediction });
  });
}
