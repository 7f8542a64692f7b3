/**
 * The plug-in entropy of a distribution given by counts, H = −Σ p·ln p with p = count / n, in nats.
 *
 * @param counts ≥ 0
 * @param n their sum, > 0
 */
export function entropyOfCounts(counts: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count > 0) sum -= (count / n) * Math.log(count / n);
  }
  return sum;
}
