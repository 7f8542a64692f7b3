import { ConfigInvalidError, DatasetInvalidError, GanlensError, type Random } from "@ganlens/core";
import type { Alternative } from "./mann-whitney.ts";

/** A permutation test. */
export interface PermutationTest {
  /** The statistic of the samples as they came. */
  readonly value: number;
  /** (1 + permutations at least as extreme) / (1 + permutations), never 0. */
  readonly pValue: number;
  readonly permutations: number;
}

/**
 * The permutation test of two samples of one distribution: how often a random split of all rows gives a statistic as extreme.
 *
 * Exact at any n when rows are exchangeable, whatever the statistic; two-sided takes twice the smaller side, so that the
 * statistic need not be centred at 0.
 *
 * @param sizes rows of the first and of the second sample; rows are numbered through both, 0 … n + m − 1
 * @param statistic takes the rows of each side (the arrays are used again: do not keep them)
 * @param permutations ≥ 19, by default 999
 * @throws {ConfigInvalidError} when there are fewer than 19 permutations
 * @throws {DatasetInvalidError} when a sample is empty
 * @throws {GanlensError} `not-finite` when the statistic is not finite
 * @see Phipson and Smyth 2010
 */
export function permutationTest({
  sizes,
  statistic,
  random,
  permutations = 999,
  alternative = "greater",
}: {
  readonly sizes: readonly [number, number];
  readonly statistic: (first: Int32Array, second: Int32Array) => number;
  readonly random: Random;
  readonly permutations?: number;
  readonly alternative?: Alternative;
}): PermutationTest {
  const [n, m] = sizes;
  if (!Number.isInteger(n) || !Number.isInteger(m) || n < 1 || m < 1) {
    throw new DatasetInvalidError({
      message: `permutationTest: expected two samples, received ${n} and ${m} rows.`,
    });
  }
  if (!Number.isInteger(permutations) || permutations < 19) {
    throw new ConfigInvalidError({
      message: `permutationTest: expected at least 19 permutations, received ${permutations}.`,
      hint: "Fewer cannot reach p = .05.",
    });
  }
  const of = (order: Int32Array): number => {
    const value = statistic(order.subarray(0, n), order.subarray(n));
    if (Number.isFinite(value)) return value;
    throw new GanlensError("not-finite", {
      message: `permutationTest: expected a finite statistic, received ${value}.`,
    });
  };
  const value = of(Int32Array.from({ length: n + m }, (_, i) => i));
  // Splits that are equal but for the order of a sum must count as equal.
  const slack = 1e-12 * Math.abs(value);
  let [above, below] = [1, 1];
  for (let p = 0; p < permutations; p++) {
    const drawn = of(random.permutation(n + m));
    if (drawn >= value - slack) above++;
    if (drawn <= value + slack) below++;
  }
  const [greater, less] = [above / (permutations + 1), below / (permutations + 1)];
  const pValue =
    alternative === "greater"
      ? greater
      : alternative === "less"
        ? less
        : Math.min(1, 2 * Math.min(greater, less));
  return { value, pValue, permutations };
}
