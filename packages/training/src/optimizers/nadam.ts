import * as tf from "@tensorflow/tfjs";
import type { AdamSettings } from "./adam.ts";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link nadam}. */
export interface NadamConfig extends AdamSettings {
  /** ψ ≥ 0: how fast the momentum rises to β₁. */
  readonly momentumDecay: number;
}

/**
 * NAdam, Adam with Nesterov's momentum: μₜ = β₁(1 − ½ · 0.96^(tψ)), m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * w ← w − α · ((1 − μₜ)g / (1 − Πμ₁…ₜ) + μₜ₊₁m / (1 − Πμ₁…ₜ₊₁)) / (√(v / (1 − β₂ᵗ)) + ε).
 *
 * The product of the momenta follows from the number of steps, so it is not saved. `weightDecay` is L2.
 *
 * @see Dozat 2016, algorithm 2; the momentum's course as in PyTorch
 */
export const nadam: OptimizerDefinition<"nadam", NadamConfig> = defineOptimizer({
  name: "nadam",
  settings: ({ learningRate, beta1 }) => ({
    learningRate: rateSetting(learningRate),
    beta1: decaySetting(beta1),
    beta2: decaySetting(0.999),
    epsilon: epsilonSetting(1e-8),
    momentumDecay: weightDecaySetting(4e-3),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay }) => {
    const momentumAt = (step: number) => beta1 * (1 - 0.5 * 0.96 ** (step * momentumDecay));
    const productAt = runningProduct(momentumAt);
    return withCoupledDecay(
      new SlotOptimizer({
        name: "nadam",
        slots: ["first", "second"],
        at: (step, rateScale) => {
          const rate = rateScale * learningRate;
          const secondScale = 1 / (1 - beta2 ** step);
          const product = productAt(step);
          const [now, next] = [momentumAt(step), momentumAt(step + 1)];
          const gradientShare = (rate * (1 - now)) / (1 - product);
          const momentShare = (rate * next) / (1 - product * next);
          return ({ parameter, gradient, kept }) => {
            const first = decayingMean(kept.first, gradient, beta1);
            const second = decayingMean(kept.second, tf.square(gradient), beta2);
            const size = tf.add(tf.sqrt(tf.mul(second, secondScale)), epsilon);
            const direction = tf.add(tf.mul(gradient, gradientShare), tf.mul(first, momentShare));
            return { parameter: tf.sub(parameter, tf.div(direction, size)), kept: { first, second } };
          };
        },
      }),
      weightDecay,
    );
  },
});

/** The product of f(1) … f(step), always multiplied in the same order, so that a resumed run has the same bits. */
function runningProduct(f: (step: number) => number): (step: number) => number {
  let known = { step: 0, product: 1 };
  return (step) => {
    if (step < known.step) known = { step: 0, product: 1 };
    let { step: at, product } = known;
    while (at < step) product *= f(++at);
    known = { step, product };
    return product;
  };
}
