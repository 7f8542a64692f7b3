import type { NdArray } from "@ganlens/core";

/**
 * What an objective remembers between steps besides weights: averages, codebooks, probabilities, counters. It is saved in every
 * resumable checkpoint and sent to whoever computes a shard.
 */
export interface StateBag {
  readonly numbers: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, NdArray>>;
}

/** The state of an objective that remembers nothing. */
export const noState: StateBag = { numbers: {}, arrays: {} };
