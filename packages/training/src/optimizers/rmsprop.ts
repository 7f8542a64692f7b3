import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { decayingMean } from "./decaying-mean.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link rmsprop}. */
export interface RmspropConfig {
  readonly learningRate: number;
  /** ρ in [0, 1), which PyTorch calls alpha. */
  readonly decay: number;
  /** μ in [0, 1). */
  readonly momentum: number;
  /** Whether the mean gradient is taken out of the mean square. */
  readonly centered: boolean;
  readonly epsilon: number;
  /** Where ε is added: outside the root, as in PyTorch, or inside, as in TensorFlow. */
  readonly epsilonPlacement: "outside" | "inside";
  /** λ, as L2. */
  readonly weightDecay: number;
}

/**
 * RMSProp: s ← ρs + (1 − ρ)g², centered also a ← ρa + (1 − ρ)g, d = g / (√(s − a²) + ε) with a = 0 when not centered; then
 * b ← μb + d and w ← w − αb.
 *
 * ε stands outside the root as in PyTorch; `epsilonPlacement: "inside"` gives √(s − a² + ε), as in TensorFlow and tfjs. Where
 * rounding would make s − a² negative, and PyTorch's step NaN, it counts as 0.
 *
 * @see Tieleman and Hinton 2012, lecture 6.5; Graves 2013, equations 38 to 45, for the centered form
 */
export const rmsprop: OptimizerDefinition<"rmsprop", RmspropConfig> = defineOptimizer({
  name: "rmsprop",
  settings: ({ learningRate }) => ({
    learningRate: rateSetting(learningRate),
    decay: decaySetting(0.99),
    momentum: decaySetting(0),
    centered: z.boolean().default(false),
    epsilon: epsilonSetting(1e-8),
    epsilonPlacement: z.enum(["outside", "inside"]).default("outside"),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ learningRate, decay, momentum, centered, epsilon, epsilonPlacement, weightDecay }) => {
    const slots = [
      "square" as const,
      ...(centered ? ["mean" as const] : []),
      ...(momentum > 0 ? ["velocity" as const] : []),
    ];
    const root = (variance: tf.Tensor) =>
      epsilonPlacement === "inside" ? tf.sqrt(tf.add(variance, epsilon)) : tf.add(tf.sqrt(variance), epsilon);
    return withCoupledDecay(
      new SlotOptimizer({
        name: "rmsprop",
        slots,
        at:
          (_, rateScale) =>
          ({ parameter, gradient, kept }) => {
            const square = decayingMean(kept.square, tf.square(gradient), decay);
            const mean = centered ? decayingMean(kept.mean, gradient, decay) : gradient;
            const variance = centered ? tf.relu(tf.sub(square, tf.square(mean))) : square;
            const scaled = tf.div(gradient, root(variance));
            const velocity = momentum > 0 ? tf.add(tf.mul(kept.velocity, momentum), scaled) : scaled;
            return {
              parameter: tf.sub(parameter, tf.mul(velocity, rateScale * learningRate)),
              kept: { square, mean, velocity },
            };
          },
      }),
      weightDecay,
    );
  },
});
