import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { SlotOptimizer } from "./slot-optimizer.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link sgd}. */
export interface SgdConfig {
  readonly learningRate: number;
  /** μ in [0, 1); 0 keeps nothing. */
  readonly momentum: number;
  /** τ in [0, 1]: how much less than the whole gradient the velocity takes up. */
  readonly dampening: number;
  readonly nesterov: boolean;
  /** λ, as L2. */
  readonly weightDecay: number;
}

/**
 * Stochastic gradient descent, as PyTorch has it: g ← g + λw, v ← μv + (1 − τ)g, which starts with v = g, and w ← w − αv, or
 * w ← w − α(g + μv) by Nesterov.
 *
 * Sutskever's form has the rate in the velocity, which differs where the rate changes.
 *
 * @see Sutskever, Martens, Dahl and Hinton 2013, equations 1 to 4
 */
export const sgd: OptimizerDefinition<"sgd", SgdConfig> = defineOptimizer({
  name: "sgd",
  settings: () => ({
    learningRate: rateSetting(0.01),
    momentum: decaySetting(0),
    dampening: z.number().min(0).max(1).default(0),
    nesterov: z.boolean().default(false),
    weightDecay: weightDecaySetting(),
  }),
  refuse: ({ momentum, dampening, nesterov }: SgdConfig) =>
    nesterov && (momentum === 0 || dampening > 0)
      ? { key: "nesterov", message: "expected a momentum above 0 and a dampening of 0 beside it" }
      : undefined,
  create: ({ weightDecay, ...config }) =>
    withCoupledDecay(config.momentum === 0 ? plain(config) : withVelocity(config), weightDecay),
});

function plain({ learningRate }: Pick<SgdConfig, "learningRate">): SlotOptimizer<never> {
  return new SlotOptimizer<never>({
    name: "sgd",
    slots: [],
    at:
      (_, rateScale) =>
      ({ parameter, gradient }) => ({
        parameter: tf.sub(parameter, tf.mul(gradient, rateScale * learningRate)),
        kept: {},
      }),
  });
}

function withVelocity({
  learningRate,
  momentum,
  dampening,
  nesterov,
}: Omit<SgdConfig, "weightDecay">): SlotOptimizer<"velocity"> {
  return new SlotOptimizer({
    name: "sgd",
    slots: ["velocity"],
    at:
      (_, rateScale) =>
      ({ parameter, gradient, kept, first }) => {
        const velocity = first
          ? gradient
          : tf.add(tf.mul(kept.velocity, momentum), tf.mul(gradient, 1 - dampening));
        const direction = nesterov ? tf.add(gradient, tf.mul(velocity, momentum)) : velocity;
        return {
          parameter: tf.sub(parameter, tf.mul(direction, rateScale * learningRate)),
          kept: { velocity },
        };
      },
  });
}
