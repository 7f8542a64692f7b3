import type { PartialConfig } from "./config-layers.ts";

/** What was meant by configurations that were recorded before a setting was there. */
const before: PartialConfig = { shards: 1, accumulate: 1 };

/** A configuration as a run recorded it, with settings that came later as they were meant then. */
export function recordedConfig(values: PartialConfig): PartialConfig {
  return { ...before, ...values };
}
