import { Adam, type AdamConfig } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

/** The settings of any optimizer. */
export type OptimizerConfig = AdamConfig;

/** The optimizer of a configuration. */
export function openOptimizer(config: OptimizerConfig): Optimizer {
  return new Adam(config);
}
