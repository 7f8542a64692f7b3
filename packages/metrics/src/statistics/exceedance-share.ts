import { ConfigInvalidError, DatasetInvalidError, type Interval } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { betaBinomialTail } from "./beta-binomial.ts";
import { detectableExceedance } from "./exceedance-detection.ts";
import { exceedanceInterval } from "./exceedance-interval.ts";
import { tailsOf } from "./quantile.ts";

/** How many suspect values exceed what reference values rarely do. */
export interface ExceedanceShare extends Estimate {
  /** Share of the suspects above the threshold, in [0, 1]; the same as `value`. */
  readonly share: number;
  readonly value: number;
  /** What `share` is on average when the suspects are exchangeable with the reference and no values are tied: j / (n + 1). */
  readonly expected: number;
  /** The j-th largest reference value. */
  readonly threshold: number;
  /** Suspects above the threshold. */
  readonly count: number;
  /** Suspects. */
  readonly n: number;
  /** Of the suspects' share above the quantile that the threshold estimates: both samples vary. */
  readonly interval: Interval;
  /** Exact and one-sided: the chance of at least `count` when the suspects are exchangeable with the reference. */
  readonly pValue: number;
  /**
   * The smallest share that p ≤ 1 − level would find with a chance of at least .8 at these sizes: of suspects of which a part lies
   * above every threshold and the rest is exchangeable with the reference. `null` where no share would be found.
   */
  readonly detectable: number | null;
}

/**
 * The share of suspect values above a high quantile of reference values, against the share that would lie there anyway.
 *
 * The threshold is the j-th largest of n reference values, with j / (n + 1), the chance that a new exchangeable value exceeds it, as
 * near as possible to 1 − quantile. The number of m exchangeable values above it is beta-binomial, whatever the
 * distribution: P(K = k) = C(k + j − 1, k)·C(m − k + n − j, m − k) / C(n + m, m). Only what is strictly above counts: ties with
 * the threshold do not, so that with tied values the p-value is at least what it says (conservative), and the share on
 * average at most `expected`.
 *
 * @param reference n ≥ 1 values, such as errors of unseen real images
 * @param suspect m ≥ 1 values
 * @param quantile in (0, 1), by default .95
 * @param level confidence of the interval and 1 − level the test's error, by default .95
 * @throws {DatasetInvalidError} when a sample is empty or a value is not finite
 * @throws {ConfigInvalidError} when quantile or level is not in (0, 1)
 * @see Wilks 1941 on tolerance limits; the negative hypergeometric law
 */
export function exceedanceShare({
  reference,
  suspect,
  quantile = 0.95,
  level = 0.95,
}: {
  readonly reference: ArrayLike<number>;
  readonly suspect: ArrayLike<number>;
  readonly quantile?: number;
  readonly level?: number;
}): ExceedanceShare {
  const [n, m] = [reference.length, suspect.length];
  if (!(n >= 1 && m >= 1)) {
    throw new DatasetInvalidError({
      message: `exceedanceShare: expected at least 1 reference and 1 suspect value, received ${n} and ${m}.`,
    });
  }
  checkFinite(reference, "exceedanceShare: reference");
  checkFinite(suspect, "exceedanceShare: suspect");
  if (!(quantile > 0 && quantile < 1)) {
    throw new ConfigInvalidError({
      message: `exceedanceShare: expected a quantile in (0, 1), received ${quantile}.`,
    });
  }
  tailsOf(level);
  const rank = Math.min(n, Math.max(1, Math.round((1 - quantile) * (n + 1))));
  const expected = rank / (n + 1);
  const sortedReference = Float64Array.from(reference).sort().reverse();
  const sortedSuspect = Float64Array.from(suspect).sort().reverse();
  const threshold = sortedReference[rank - 1] as number;
  let count = 0;
  while (count < m && (sortedSuspect[count] as number) > threshold) count++;
  const share = count / m;
  const { low, high, ...interval } = exceedanceInterval({
    reference: sortedReference,
    suspect: sortedSuspect,
    exceeded: expected,
    count,
    level,
  });
  return {
    share,
    value: share,
    expected,
    threshold,
    count,
    n: m,
    interval: { low: Math.min(low, share), high: Math.max(high, share), ...interval },
    pValue: betaBinomialTail(count, m, rank, n + 1 - rank),
    detectable: detectableExceedance({ n, m, rank, alpha: 1 - level }),
  };
}
