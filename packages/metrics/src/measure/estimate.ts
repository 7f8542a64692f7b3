import type { Interval } from "@ganlens/core";

/**
 * What a metric returns before it is named: {@link measure} makes a `Measure` of it.
 *
 * `value` is `null` where the quantity does not exist (nothing varies); then `reason` says so in a sentence.
 */
export interface Estimate {
  readonly value: number | null;
  readonly reason?: string;
  /** Samples (or seeds) that the value rests on. */
  readonly n: number;
  readonly interval?: Interval;
}
