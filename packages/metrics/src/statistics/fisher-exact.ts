import { ConfigInvalidError } from "@ganlens/core";
import { logChoose } from "./log-gamma.ts";

/**
 * Fisher's exact test, one-sided: the chance of at least `hits` of n yes-answers in the first sample, when `otherHits` of m are
 * yes in the second and both have the same share.
 *
 * @returns in (0, 1]
 * @throws {ConfigInvalidError} when a count is not a natural number or above its sample
 */
export function fisherExact({
  hits,
  n,
  otherHits,
  m,
}: {
  readonly hits: number;
  readonly n: number;
  readonly otherHits: number;
  readonly m: number;
}): number {
  if (
    ![hits, n, otherHits, m].every((count) => Number.isInteger(count) && count >= 0) ||
    hits > n ||
    otherHits > m
  ) {
    throw new ConfigInvalidError({
      message: `fisherExact: expected hits within their samples, received ${hits} of ${n} and ${otherHits} of ${m}.`,
    });
  }
  const total = hits + otherHits;
  const all = logChoose(n + m, total);
  let probability = 0;
  for (let k = hits; k <= Math.min(n, total); k++) {
    probability += Math.exp(logChoose(n, k) + logChoose(m, total - k) - all);
  }
  return Math.min(1, probability);
}
