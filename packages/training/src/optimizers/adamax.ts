import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { AdamSettings } from "./adam.ts";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link adamax}. */
export interface AdamaxConfig extends AdamSettings {
  /** Where ε is added: inside the maximum, as in PyTorch, or outside, as in TensorFlow. */
  readonly epsilonPlacement: "inside" | "outside";
}

/**
 * Adamax, Adam with the largest gradient in place of the root of the mean square: m ← β₁m + (1 − β₁)g,
 * u ← max(β₂u, |g| + ε), w ← w − α / (1 − β₁ᵗ) · m / u.
 *
 * The paper has no ε. PyTorch's stands inside the maximum; `epsilonPlacement: "outside"` gives m / (max(β₂u, |g|) + ε), as in
 * TensorFlow and tfjs. `weightDecay` is L2.
 *
 * @see Kingma and Ba 2015, algorithm 2
 */
export const adamax: OptimizerDefinition<"adamax", AdamaxConfig> = defineOptimizer({
  name: "adamax",
  settings: ({ learningRate, beta1 }) => ({
    learningRate: rateSetting(learningRate),
    beta1: decaySetting(beta1),
    beta2: decaySetting(0.999),
    epsilon: epsilonSetting(1e-8),
    epsilonPlacement: z.enum(["inside", "outside"]).default("inside"),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, beta1, beta2, epsilon, epsilonPlacement, weightDecay }) => {
    const [inside, outside] = epsilonPlacement === "inside" ? [epsilon, 0] : [0, epsilon];
    return withCoupledDecay(
      new SlotOptimizer({
        name: "adamax",
        slots: ["first", "largest"],
        at: (step, rateScale) => {
          const rate = (rateScale * learningRate) / (1 - beta1 ** step);
          return ({ parameter, gradient, kept }) => {
            const first = decayingMean(kept.first, gradient, beta1);
            const largest = tf.maximum(tf.mul(kept.largest, beta2), tf.add(tf.abs(gradient), inside));
            const direction = tf.div(first, tf.add(largest, outside));
            return {
              parameter: tf.sub(parameter, tf.mul(direction, rate)),
              kept: { first, largest },
            };
          };
        },
      }),
      weightDecay,
    );
  },
});
