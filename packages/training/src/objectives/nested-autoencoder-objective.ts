import { meanSquaredError } from "@ganlens/losses";
import { prefixMask } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { networkObjective } from "./network-objective.ts";

/**
 * A nested autoencoder's loss over random prefixes of its code: for each sample one of the sizes `codes`, its error divided by
 * `errors` at that size and multiplied by their mean.
 */
export function nestedAutoencoderObjective({
  codes,
  errors,
}: {
  readonly codes: readonly number[];
  readonly errors: readonly number[];
}): Objective {
  const code = codes.at(-1) as number;
  const weights = errors.map((error) => 1 / error);
  const meanWeight = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return networkObjective("autoencoder", ({ batch, pass, random }) => {
    const x = tf.tensor(batch.x.data, [...batch.x.shape]);
    const drawn = random.integers(batch.ids.length, { high: codes.length });
    const mask = prefixMask(
      drawn.map((index) => codes[index] as number),
      code,
    );
    const prediction = pass([x, tf.tensor(mask.data, [...mask.shape])]) as tf.Tensor;
    const roots = Float32Array.from(drawn, (index) => Math.sqrt((weights[index] as number) / meanWeight));
    const scale = tf.tensor(roots, [roots.length, 1, 1, 1]);
    return meanSquaredError({ target: tf.mul(x, scale), prediction: tf.mul(prediction, scale) });
  });
}
