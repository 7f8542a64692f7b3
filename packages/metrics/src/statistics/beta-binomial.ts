import { logBeta, logChoose } from "./log-gamma.ts";

/**
 * P(K ≥ k) where K of m trials succeed and their common chance is drawn from Beta(a, b).
 *
 * With a = j and b = n + 1 − j it is the law of how many of m new values exceed the j-th largest of n, when all n + m are
 * exchangeable and none are tied (the negative hypergeometric law): distribution-free and exact. The first term comes
 * from logarithms, the others from their ratios.
 *
 * @param k any integer
 * @param m ≥ 0
 * @param a > 0
 * @param b > 0
 * @returns in [0, 1]
 */
export function betaBinomialTail(k: number, m: number, a: number, b: number): number {
  if (k <= 0) return 1;
  if (k > m) return 0;
  const termAt = (at: number): number =>
    Math.exp(logChoose(m, at) + logBeta(at + a, m - at + b) - logBeta(a, b));
  // Terms are added away from the mode, so that the sum can stop where they no longer count.
  if (k > (m * a) / (a + b)) {
    let term = termAt(k);
    let sum = 0;
    for (let at = k; at <= m && term > 1e-18 * sum; at++) {
      sum += term;
      term *= ((m - at) * (at + a)) / ((at + 1) * (m - at - 1 + b));
    }
    return Math.min(1, sum);
  }
  let term = termAt(k - 1);
  let sum = 0;
  for (let at = k - 1; at >= 0 && term > 1e-18 * sum; at--) {
    sum += term;
    term *= (at * (m - at + b)) / ((m - at + 1) * (at - 1 + a));
  }
  return Math.max(0, 1 - sum);
}
