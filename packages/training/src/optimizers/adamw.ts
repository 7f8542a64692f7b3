import { Adam, type AdamSettings } from "./adam.ts";
import { defineOptimizer, type OptimizerDefinition } from "./optimizer-definition.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { withDecoupledDecay } from "./weight-decay.ts";

/**
 * AdamW: w ← (1 − αλ)w, then a step of {@link Adam}, whose moments never see the decay.
 *
 * @see Loshchilov and Hutter 2019, algorithm 2; α in the decay as in PyTorch
 */
export const adamw: OptimizerDefinition<"adamw", AdamSettings> = defineOptimizer({
  name: "adamw",
  settings: ({ learningRate, beta1 }) => ({
    learningRate: rateSetting(learningRate),
    beta1: decaySetting(beta1),
    beta2: decaySetting(0.999),
    epsilon: epsilonSetting(1e-8),
    weightDecay: weightDecaySetting(0.01),
  }),
  create: ({ weightDecay, ...config }) =>
    withDecoupledDecay(new Adam(config), { learningRate: config.learningRate, weightDecay }),
});
