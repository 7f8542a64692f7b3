import { meanSquaredError } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { networkObjective } from "./network-objective.ts";

/** An autoencoder's E‖x − D(E(x))‖², mean over pixels; its player is called `autoencoder`. */
export function reconstructionObjective(): Objective {
  return networkObjective("autoencoder", ({ batch, pass }) => {
    const target = tf.tensor(batch.x.data, [...batch.x.shape]);
    return meanSquaredError({ target, prediction: pass(target) as tf.Tensor });
  });
}
