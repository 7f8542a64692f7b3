import type { Batch, Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";

/** A pass through the one network that learns, as in training. */
export type Pass = (inputs: tf.Tensor | readonly tf.Tensor[]) => tf.Tensor | tf.Tensor[];

/** What the loss of one network is given. */
export interface NetworkLossInput {
  readonly batch: Batch;
  readonly pass: Pass;
  readonly random: Random;
  /**
   * The shape of one sample of the network's first output: to be checked before the pass, since what tfjs keeps for gradients is
   * not freed when a loss throws behind it.
   */
  readonly output: readonly number[];
}

/** One network that follows the gradient of one loss over batches of data. */
export function networkObjective(name: string, loss: (given: NetworkLossInput) => tf.Scalar): Objective {
  return {
    updates: (context) => [
      {
        name,
        players: [name],
        loss: () => ({
          loss: loss({
            batch: context.batch(),
            pass: (inputs) => context.apply(name, inputs),
            random: context.random,
            output: context.outputOf(name),
          }),
        }),
      },
    ],
  };
}
