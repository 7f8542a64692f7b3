import { ConfigInvalidError, type Interval } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { tailsOf } from "./quantile.ts";

/**
 * A share of independent yes-or-no answers with Wilson's score interval.
 *
 * (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n). It is what the bootstrap of the indicators tends to, and
 * unlike that it is not empty where every answer is the same.
 *
 * @param hits answers that were yes
 * @param n answers, ≥ 1
 * @param given what was held fixed, for the interval's name: "reference fixed"
 * @param level confidence, by default 0.95
 * @throws {ConfigInvalidError} when hits is not an integer in [0, n] or n < 1
 * @see Wilson 1927; Brown, Cai, DasGupta 2001
 */
export function shareInterval({
  hits,
  n,
  given,
  level = 0.95,
}: {
  readonly hits: number;
  readonly n: number;
  readonly given?: string;
  readonly level?: number;
}): Estimate & { readonly value: number; readonly interval: Interval } {
  if (!Number.isInteger(hits) || !Number.isInteger(n) || n < 1 || hits < 0 || hits > n) {
    throw new ConfigInvalidError({
      message: `shareInterval: expected hits in 0…n and n ≥ 1, received ${hits} of ${n}.`,
    });
  }
  const z = normalQuantile(tailsOf(level)[1]);
  const value = hits / n;
  const centre = (value + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return {
    value,
    n,
    interval: {
      low: hits === 0 ? 0 : Math.max(0, centre - half),
      high: hits === n ? 1 : Math.min(1, centre + half),
      level,
      method: `Wilson score${given === undefined ? "" : `, ${given}`}`,
      resampled: "samples",
    },
  };
}
