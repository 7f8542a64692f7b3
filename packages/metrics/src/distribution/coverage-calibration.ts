import { logBeta, logChoose } from "../statistics/log-gamma.ts";

/**
 * The clipped coverage, not yet calibrated, that m generated rows of the real distribution reach on average: E[min(J, k)] / k.
 *
 * J rows fall into the ball that reaches from a real row to its k-th nearest of the n − 1 others. The ball's share of the
 * distribution is Beta(k, n − k), whatever the distribution, so that J is beta-binomial. Below m = k it counts as 0, as in the authors' code.
 *
 * @param m generated rows; n real rows > k
 */
export function expectedClippedCoverage({
  m,
  n,
  k,
}: {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}): number {
  if (m < k) return 0;
  let missing = 0;
  for (let j = 0; j < k; j++) {
    const log = logChoose(m, j) + logBeta(j + k, m - j + n - k) - logBeta(k, n - k);
    missing += (k - j) * Math.exp(log);
  }
  return Math.max(0, 1 - missing / k);
}

/**
 * Which share of m rows would have to be real ones, the others lying far off, to cover as much on average.
 *
 * @param covered mean of min(rows in the ball, k) / k over the real rows
 * @returns in [0, 1]: the number of m' in 0 … m whose {@link expectedClippedCoverage} lies below, over m + 1
 */
export function calibratedCoverage(
  covered: number,
  { m, n, k }: { readonly m: number; readonly n: number; readonly k: number },
): number {
  // The expectation grows with m', so that the count can be found by halving.
  let [low, high] = [0, m + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (expectedClippedCoverage({ m: middle, n, k }) < covered) low = middle + 1;
    else high = middle;
  }
  return low / (m + 1);
}
