import type { Interval } from "@ganlens/core";
import type { Estimate } from "../measure/estimate.ts";
import { shareInterval } from "./share-interval.ts";

/**
 * The difference of two independent shares with Newcombe's interval, made from their Wilson intervals.
 *
 * @param first hits and n of the first
 * @param second what is taken off
 * @throws as {@link shareInterval}
 * @see Newcombe 1998, method 10
 */
export function differenceOfShares({
  first,
  second,
  level = 0.95,
}: {
  readonly first: { readonly hits: number; readonly n: number };
  readonly second: { readonly hits: number; readonly n: number };
  readonly level?: number;
}): Estimate & { readonly value: number; readonly interval: Interval } {
  const a = shareInterval({ ...first, level });
  const b = shareInterval({ ...second, level });
  const value = a.value - b.value;
  return {
    value,
    n: Math.min(first.n, second.n),
    interval: {
      low: value - Math.hypot(a.value - a.interval.low, b.interval.high - b.value),
      high: value + Math.hypot(a.interval.high - a.value, b.value - b.interval.low),
      level,
      method: "Newcombe's difference of Wilson scores",
      resampled: "samples",
    },
  };
}
