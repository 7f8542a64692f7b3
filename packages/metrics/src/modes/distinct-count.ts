import { ConfigInvalidError } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { exactShareInterval } from "../statistics/exact-share-interval.ts";

/** How many different things are drawn, from how often two draws are the same. */
export interface DistinctCount extends Estimate {
  /** Pairs of draws, n (n − 1) / 2. */
  readonly pairs: number;
  /** At least so many, at the level, one-sided; it is finite and says something where no two draws are the same, too. */
  readonly atLeast: number;
}

/**
 * The number of different things that a sampler draws, by the birthday paradox: 1 / p, p the share of pairs of draws that are the same.
 *
 * Where all things are equally likely it is their number; else it is the inverse Simpson index, the number of equally likely things
 * that would coincide as often, and no more than their true number. Interval: Clopper and Pearson's of p, turned over; exact
 * variance where all are equally likely (pairs are then pairwise independent), too narrow where they are not.
 *
 * @param n draws, ≥ 2
 * @param coincident pairs that are the same, in 0 … n (n − 1) / 2
 * @returns `null` with a reason where no pair is the same: `atLeast` is then what can be said
 * @throws {ConfigInvalidError} when n or `coincident` is out of range
 * @see Arora, Risteski, Zhang 2018, "Do GANs learn the distribution? Some theory and empirics"; Simpson 1949
 */
export function distinctCount({
  n,
  coincident,
  level = 0.95,
}: {
  readonly n: number;
  readonly coincident: number;
  readonly level?: number;
}): DistinctCount {
  const pairs = (n * (n - 1)) / 2;
  if (
    !Number.isInteger(n) ||
    n < 2 ||
    !Number.isInteger(coincident) ||
    coincident < 0 ||
    coincident > pairs
  ) {
    throw new ConfigInvalidError({
      message: `distinctCount: expected at least 2 draws and 0 to n (n − 1) / 2 pairs that are the same, received ${coincident} pairs of ${n} draws.`,
    });
  }
  const sided = (of: number) => exactShareInterval({ hits: coincident, n: pairs, level: of }).interval;
  const atLeast = 1 / sided(2 * level - 1).high;
  if (coincident === 0) {
    return { value: null, reason: "no two draws are the same", n, pairs, atLeast };
  }
  const { low, high } = sided(level);
  return {
    value: pairs / coincident,
    n,
    pairs,
    atLeast,
    interval: {
      low: 1 / high,
      high: 1 / low,
      level,
      method: "Clopper and Pearson's of the share of pairs, turned over",
      resampled: "samples",
    },
  };
}
