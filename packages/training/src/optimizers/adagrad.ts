import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link adagrad}. */
export interface AdagradConfig {
  readonly learningRate: number;
  /** What the sum of squares starts with, at least 0; TensorFlow's is 0.1. */
  readonly initialSum: number;
  readonly epsilon: number;
  /** Where ε is added: outside the root, as in PyTorch, or inside, as in TensorFlow. */
  readonly epsilonPlacement: "outside" | "inside";
  /** λ, as L2. */
  readonly weightDecay: number;
}

/**
 * Adagrad: s ← s + g², w ← w − α · g / (√s + ε).
 *
 * Sum and ε start and stand as in PyTorch; `initialSum: 0.1` with `epsilonPlacement: "inside"` gives √(s + ε), as in tfjs.
 *
 * @see Duchi, Hazan and Singer 2011, figure 1, diagonal
 */
export const adagrad: OptimizerDefinition<"adagrad", AdagradConfig> = defineOptimizer({
  name: "adagrad",
  settings: () => ({
    learningRate: rateSetting(0.01),
    initialSum: z.number().nonnegative().default(0),
    epsilon: epsilonSetting(1e-10),
    epsilonPlacement: z.enum(["outside", "inside"]).default("outside"),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, initialSum, epsilon, epsilonPlacement, weightDecay }) => {
    const root = (sum: tf.Tensor) =>
      epsilonPlacement === "inside" ? tf.sqrt(tf.add(sum, epsilon)) : tf.add(tf.sqrt(sum), epsilon);
    return withCoupledDecay(
      new SlotOptimizer({
        name: "adagrad",
        slots: ["sum"],
        start: { sum: initialSum },
        at:
          (_, rateScale) =>
          ({ parameter, gradient, kept }) => {
            const sum = tf.add(kept.sum, tf.square(gradient));
            const direction = tf.div(gradient, root(sum));
            return {
              parameter: tf.sub(parameter, tf.mul(direction, rateScale * learningRate)),
              kept: { sum },
            };
          },
      }),
      weightDecay,
    );
  },
});
