import * as tf from "@tensorflow/tfjs";
import type { AdamSettings } from "./adam.ts";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/**
 * AMSGrad, Adam whose second moment never falls: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², u ← max(u, v),
 * w ← w − α · (m / (1 − β₁ᵗ)) / (√(u / (1 − β₂ᵗ)) + ε).
 *
 * As in PyTorch the greatest v is taken before the bias is corrected, which the paper does not do; `weightDecay` is L2.
 *
 * @see Reddi, Kale and Kumar 2018, algorithm 2
 */
export const amsgrad: OptimizerDefinition<"amsgrad", AdamSettings> = defineOptimizer({
  name: "amsgrad",
  settings: ({ learningRate, beta1 }) => ({
    learningRate: rateSetting(learningRate),
    beta1: decaySetting(beta1),
    beta2: decaySetting(0.999),
    epsilon: epsilonSetting(1e-8),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, beta1, beta2, epsilon, weightDecay }) =>
    withCoupledDecay(
      new SlotOptimizer({
        name: "amsgrad",
        slots: ["first", "second", "greatest"],
        at: (step, rateScale) => {
          const rate = (rateScale * learningRate) / (1 - beta1 ** step);
          const secondScale = 1 / (1 - beta2 ** step);
          return ({ parameter, gradient, kept }) => {
            const first = decayingMean(kept.first, gradient, beta1);
            const second = decayingMean(kept.second, tf.square(gradient), beta2);
            const greatest = tf.maximum(kept.greatest, second);
            const size = tf.add(tf.sqrt(tf.mul(greatest, secondScale)), epsilon);
            return {
              parameter: tf.sub(parameter, tf.mul(tf.div(first, size), rate)),
              kept: { first, second, greatest },
            };
          };
        },
      }),
      weightDecay,
    ),
});
