import { CheckpointCorruptError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/**
 * Refuses a network some of whose weights are NaN or infinite: every picture through it would be empty, and say nothing.
 *
 * @param what the network as the subject of a sentence: "autoencoder", "generator"
 * @throws {CheckpointCorruptError} with the first such weight, and how many of its values
 */
export async function assertFiniteWeights(model: tf.LayersModel, what: string): Promise<void> {
  for (const weight of model.weights) {
    const values = await weight.read().data();
    let broken = 0;
    for (const value of values) if (!Number.isFinite(value)) broken++;
    if (broken === 0) continue;
    throw new CheckpointCorruptError({
      message: `Expected finite numbers as weights of this ${what}; ${broken} of ${values.length} values of “${weight.originalName}” are not, so it is not drawn with.`,
      hint:
        what === "generator"
          ? "Look at an earlier step: its training has probably diverged."
          : "Delete its folder under models: the lens trains it again when it is asked.",
    });
  }
}
