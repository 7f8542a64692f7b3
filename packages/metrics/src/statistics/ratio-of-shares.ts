import { ConfigInvalidError, type Interval } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { exactShareInterval } from "./exact-share-interval.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

/** Yes-answers of a sample. */
export interface CountedShare {
  readonly hits: number;
  readonly n: number;
}

/** A ratio of two shares, and how sure it is that it lies beyond a margin. */
export interface RatioOfShares extends Estimate {
  /** In [0, ∞); `high` is left out where the second share may be 0. */
  readonly interval?: Interval;
  /** The chance of so few hits in the first sample where its share is at least `margin` times the second. */
  chanceOfSoFew(margin: number): number;
  /** The chance of so many where its share is at most `margin` times the second. */
  chanceOfSoMany(margin: number): number;
}

/**
 * The ratio of two independent shares, (a / n) / (b / m), exact given a + b.
 *
 * Of small shares the hits are Poisson, and a given a + b is then binomial with the share ρ n / (ρ n + m), ρ the ratio: Clopper and
 * Pearson's interval of that share, turned over, is the ratio's, and its tails are the chances. Where shares are not small, counts
 * vary less than Poisson's: intervals are then wider, and chances larger, than they need be.
 *
 * @param first a of n
 * @param second b of m
 * @returns `null` with a reason where b is 0
 * @throws {ConfigInvalidError} when hits is not an integer in [0, n], n < 1, or a margin is not above 0
 * @see Przyborowski, Wilenski 1940, "Homogeneity of results in testing samples from Poisson series"
 */
export function ratioOfShares({
  first,
  second,
  level = 0.95,
}: {
  readonly first: CountedShare;
  readonly second: CountedShare;
  readonly level?: number;
}): RatioOfShares {
  for (const { hits, n } of [first, second]) {
    if (!Number.isInteger(hits) || !Number.isInteger(n) || n < 1 || hits < 0 || hits > n) {
      throw new ConfigInvalidError({
        message: `ratioOfShares: expected hits in 0…n and n ≥ 1, received ${hits} of ${n}.`,
      });
    }
  }
  const total = first.hits + second.hits;
  const shareAt = (margin: number): number => {
    if (!(margin > 0)) {
      throw new ConfigInvalidError({
        message: `ratioOfShares: expected a margin above 0, received ${margin}.`,
      });
    }
    return (margin * first.n) / (margin * first.n + second.n);
  };
  const chances = {
    // P(X ≤ a | p) = 1 − I_p(a + 1, total − a)
    chanceOfSoFew: (margin: number) =>
      first.hits === total ? 1 : 1 - incompleteBeta(shareAt(margin), first.hits + 1, total - first.hits),
    chanceOfSoMany: (margin: number) =>
      first.hits === 0 ? 1 : incompleteBeta(shareAt(margin), first.hits, total - first.hits + 1),
  };
  const n = Math.min(first.n, second.n);
  if (second.hits === 0) return { value: null, reason: "the second share is 0", n, ...chances };
  const { low, high } = exactShareInterval({ hits: first.hits, n: total, level }).interval;
  const turned = (share: number): number => (share / (1 - share)) * (second.n / first.n);
  return {
    value: first.hits / first.n / (second.hits / second.n),
    n,
    interval: {
      low: turned(low),
      high: turned(high),
      level,
      method: "Clopper and Pearson's of the first sample's part of all hits, turned over",
      resampled: "samples",
    },
    ...chances,
  };
}
