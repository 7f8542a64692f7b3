import * as tf from "@tensorflow/tfjs";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link adadelta}. */
export interface AdadeltaConfig {
  /** 1 in the paper, which has no learning rate. */
  readonly learningRate: number;
  /** ρ in [0, 1). */
  readonly decay: number;
  readonly epsilon: number;
  /** λ, as L2. */
  readonly weightDecay: number;
}

/**
 * Adadelta: s ← ρs + (1 − ρ)g², δ = √(u + ε) / √(s + ε) · g, u ← ρu + (1 − ρ)δ², w ← w − αδ. Both ε stand inside their roots.
 *
 * @see Zeiler 2012, algorithm 1
 */
export const adadelta: OptimizerDefinition<"adadelta", AdadeltaConfig> = defineOptimizer({
  name: "adadelta",
  settings: () => ({
    learningRate: rateSetting(1),
    decay: decaySetting(0.9),
    epsilon: epsilonSetting(1e-6),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, decay, epsilon, weightDecay }) =>
    withCoupledDecay(
      new SlotOptimizer({
        name: "adadelta",
        slots: ["square", "update"],
        at:
          (_, rateScale) =>
          ({ parameter, gradient, kept }) => {
            const square = decayingMean(kept.square, tf.square(gradient), decay);
            const root = (mean: tf.Tensor) => tf.sqrt(tf.add(mean, epsilon));
            const moved = tf.mul(tf.div(root(kept.update), root(square)), gradient);
            const update = decayingMean(kept.update, tf.square(moved), decay);
            return {
              parameter: tf.sub(parameter, tf.mul(moved, rateScale * learningRate)),
              kept: { square, update },
            };
          },
      }),
      weightDecay,
    ),
});
