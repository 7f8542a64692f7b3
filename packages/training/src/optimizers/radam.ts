import * as tf from "@tensorflow/tfjs";
import type { AdamSettings } from "./adam.ts";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/**
 * RAdam, Adam that trusts its second moment only once enough gradients stand behind it: with ρ∞ = 2 / (1 − β₂) − 1 and
 * ρₜ = ρ∞ − 2tβ₂ᵗ / (1 − β₂ᵗ), a step is w ← w − α · m̂ while ρₜ ≤ 5, and from there on w ← w − α · rₜ · m̂ · √(1 − β₂ᵗ) / (√v + ε)
 * with rₜ = √((ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ)).
 *
 * As in PyTorch, ε is added before the bias is corrected; `weightDecay` is L2.
 *
 * @see Liu et al. 2020, algorithm 2
 */
export const radam: OptimizerDefinition<"radam", AdamSettings> = defineOptimizer({
  name: "radam",
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
        name: "radam",
        slots: ["first", "second"],
        at: (step, rateScale) => {
          const rate = (rateScale * learningRate) / (1 - beta1 ** step);
          const rectified = rectification(beta2, step);
          return ({ parameter, gradient, kept }) => {
            const first = decayingMean(kept.first, gradient, beta1);
            const second = decayingMean(kept.second, tf.square(gradient), beta2);
            const direction =
              rectified === null
                ? tf.mul(first, rate)
                : tf.mul(tf.div(first, tf.add(tf.sqrt(second), epsilon)), rate * rectified);
            return { parameter: tf.sub(parameter, direction), kept: { first, second } };
          };
        },
      }),
      weightDecay,
    ),
});

/** rₜ√(1 − β₂ᵗ), or null while the variance of the second moment is not known. */
function rectification(beta2: number, step: number): number | null {
  const correction = 1 - beta2 ** step;
  const longest = 2 / (1 - beta2) - 1;
  const length = longest - (2 * step * beta2 ** step) / correction;
  if (length <= 5) return null;
  const variance = ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length);
  return Math.sqrt(variance * correction);
}
