import { Random } from "@ganlens/core";
import type { Features } from "../../linear/features.ts";
import type { Estimate } from "../estimate.ts";

const replicates = 200;

export const normal = (random: Random, n: number, d: number, options = {}): Features => ({
  data: random.normal(n * d, options),
  shape: [n, d],
});

/** One result per replicate. */
export function drawn<T>(draw: (random: Random) => T, seed = 1): T[] {
  return Array.from({ length: replicates }, (_, r) => draw(Random.fromSeed(seed).split(`replicate ${r}`)));
}

/**
 * In which share of replicates the interval holds the truth; where none is given, the mean over replicates: what samples of
 * this size score on average. 0 when an interval does not even hold its own estimate.
 */
export function heldShare(estimates: readonly Estimate[], truth?: number): number {
  const target =
    truth ?? estimates.reduce((sum, { value }) => sum + (value as number), 0) / estimates.length;
  let held = 0;
  for (const { value, interval } of estimates) {
    if (value === null || !interval || interval.low > value || interval.high < value) return 0;
    if (interval.low <= target && target <= interval.high) held++;
  }
  return held / estimates.length;
}
