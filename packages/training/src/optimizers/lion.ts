import * as tf from "@tensorflow/tfjs";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withDecoupledDecay } from "./weight-decay.ts";

/** Settings of {@link lion}. */
export interface LionConfig {
  /** Every entry moves by it, up or down; a tenth of Adam's serves. */
  readonly learningRate: number;
  /** What the direction keeps of the momentum, in [0, 1). */
  readonly beta1: number;
  /** Decay of the momentum, in [0, 1). */
  readonly beta2: number;
  /** λ, decoupled. */
  readonly weightDecay: number;
}

/**
 * Lion: w ← (1 − αλ)w − α · sign(β₁m + (1 − β₁)g), then m ← β₂m + (1 − β₂)g.
 *
 * @see Chen et al. 2023, algorithm 2
 */
export const lion: OptimizerDefinition<"lion", LionConfig> = defineOptimizer({
  name: "lion",
  settings: ({ learningRate }) => ({
    learningRate: rateSetting(learningRate / 10),
    beta1: decaySetting(0.9),
    beta2: decaySetting(0.99),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, beta1, beta2, weightDecay }) =>
    withDecoupledDecay(
      new SlotOptimizer({
        name: "lion",
        slots: ["momentum"],
        at:
          (_, rateScale) =>
          ({ parameter, gradient, kept }) => {
            const direction = tf.sign(decayingMean(kept.momentum, gradient, beta1));
            return {
              parameter: tf.sub(parameter, tf.mul(direction, rateScale * learningRate)),
              kept: { momentum: decayingMean(kept.momentum, gradient, beta2) },
            };
          },
      }),
      { learningRate, weightDecay },
    ),
});
