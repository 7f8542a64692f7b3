import { ConfigInvalidError, type Interval } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { tailsOf } from "./quantile.ts";

/**
 * A share of independent yes-or-no answers with Clopper and Pearson's exact interval.
 *
 * Its ends are the shares p with P(X ≥ hits | p) = α/2 and P(X ≤ hits | p) = α/2: it holds the truth at least as often as its
 * level says, whatever the truth and n, and is wider for it than `shareInterval`.
 *
 * @param hits answers that were yes
 * @param n answers, ≥ 1
 * @param level confidence, by default 0.95
 * @throws {ConfigInvalidError} when hits is not an integer in [0, n] or n < 1
 * @see Clopper, Pearson 1934
 */
export function exactShareInterval({
  hits,
  n,
  level = 0.95,
}: {
  readonly hits: number;
  readonly n: number;
  readonly level?: number;
}): Estimate & { readonly value: number; readonly interval: Interval } {
  if (!Number.isInteger(hits) || !Number.isInteger(n) || n < 1 || hits < 0 || hits > n) {
    throw new ConfigInvalidError({
      message: `exactShareInterval: expected hits in 0…n and n ≥ 1, received ${hits} of ${n}.`,
    });
  }
  const [lower, upper] = tailsOf(level);
  return {
    value: hits / n,
    n,
    interval: {
      // P(X ≥ hits | p) = I_p(hits, n − hits + 1), which grows with p.
      low: hits === 0 ? 0 : shareWhere(lower, (p) => incompleteBeta(p, hits, n - hits + 1)),
      high: hits === n ? 1 : shareWhere(upper, (p) => incompleteBeta(p, hits + 1, n - hits)),
      level,
      method: "Clopper and Pearson, exact",
      resampled: "samples",
    },
  };
}

/** The p in [0, 1] at which a growing function is `target`, by bisection. */
function shareWhere(target: number, growing: (p: number) => number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (growing(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
