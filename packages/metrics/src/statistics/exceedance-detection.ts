import { betaBinomialTail } from "./beta-binomial.ts";
import { logChoose } from "./log-gamma.ts";

/** The power at which a share counts as found. */
const power = 0.8;

/**
 * The smallest share above the j-th largest of n reference values that the one-sided test at `alpha` finds with a chance of .8
 * among m suspects.
 *
 * A part ε of the suspects lies above every threshold, the rest is exchangeable with the reference: their share is
 * ε + (1 − ε)·j/(n + 1), and the threshold is as random as it is in the test. Of the b foreign ones the law is binomial,
 * of the others that of {@link betaBinomialTail}; their sum is exact.
 *
 * @returns `null` where not even ε = 1 is found, since m values cannot give so small a p-value
 */
export function detectableExceedance({
  n,
  m,
  rank,
  alpha,
}: {
  readonly n: number;
  readonly m: number;
  readonly rank: number;
  readonly alpha: number;
}): number | null {
  const b = n + 1 - rank;
  const critical = smallest(0, m + 1, (k) => betaBinomialTail(k, m, rank, b) <= alpha);
  if (critical > m) return null;
  /** With so many foreign values, the chance that the rest brings the count to the critical one. */
  const rest = Float64Array.from({ length: critical }, (_, foreign) =>
    betaBinomialTail(critical - foreign, m - foreign, rank, b),
  );
  const ways = Float64Array.from({ length: critical }, (_, foreign) => logChoose(m, foreign));
  const missed = (share: number): number => {
    const [logForeign, logRest] = [Math.log(share), Math.log1p(-share)];
    let sum = 0;
    for (let foreign = 0; foreign < critical; foreign++) {
      const logTerm = (ways[foreign] as number) + foreign * logForeign + (m - foreign) * logRest;
      sum += Math.exp(logTerm) * (1 - (rest[foreign] as number));
    }
    return sum;
  };
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40 && high - low > 1e-9; step++) {
    const middle = (low + high) / 2;
    if (missed(middle) <= 1 - power) high = middle;
    else low = middle;
  }
  return high + ((1 - high) * rank) / (n + 1);
}

/** The smallest integer in low … high for which a condition holds that stays true once it is; `high` counts as true. */
function smallest(low: number, high: number, holds: (value: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
