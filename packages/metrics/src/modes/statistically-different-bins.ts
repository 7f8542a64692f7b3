import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { normalQuantile } from "../statistics/normal-distribution.ts";

/** Bins of two samples compared. */
export interface DifferentBins {
  /** Bins whose shares differ at the level alpha. */
  readonly different: number;
  /** `different` over bins that either sample reaches: alpha for equal distributions, not 0. */
  readonly share: number;
  /** `[bins]`, |z| of the two-proportion test, 0 where both are empty. */
  readonly z: Float64Array;
  /** Jensen–Shannon divergence of the two histograms, nats, in [0, log 2]. */
  readonly jensenShannon: number;
}

/**
 * The number of statistically different bins (NDB) and the Jensen–Shannon divergence of two histograms over one set of bins.
 *
 * z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂)) with the pooled p, two-sided at alpha, without correction: between equal
 * distributions alpha of the bins differ, so that is the floor of `share`. Both grow with n. Bins are k-means cells of the
 * training set. No interval: the count is a set of tests; give it over seeds.
 *
 * @param reference `[bins]`, counts of real samples
 * @param generated `[bins]`, counts of generated ones
 * @param alpha by default 0.05
 * @throws {ShapeError} when the two differ in length
 * @throws {ConfigInvalidError} when a count is not a natural number, a sample is empty, or alpha is not in (0, 1)
 * @see Richardson and Weiss 2018
 */
export function statisticallyDifferentBins({
  reference,
  generated,
  alpha = 0.05,
}: {
  readonly reference: ArrayLike<number>;
  readonly generated: ArrayLike<number>;
  readonly alpha?: number;
}): DifferentBins {
  const bins = reference.length;
  if (generated.length !== bins) {
    throw new ShapeError({
      message: `statisticallyDifferentBins: expected the same bins, received ${bins} and ${generated.length}.`,
    });
  }
  const n = totalOf(reference);
  const m = totalOf(generated);
  if (!(alpha > 0 && alpha < 1)) {
    throw new ConfigInvalidError({
      message: `statisticallyDifferentBins: expected alpha in (0, 1), received ${alpha}.`,
    });
  }
  const limit = normalQuantile(1 - alpha / 2);
  const z = new Float64Array(bins);
  let reached = 0;
  let divergence = 0;
  for (let b = 0; b < bins; b++) {
    const p = (reference[b] as number) / n;
    const q = (generated[b] as number) / m;
    if (p + q === 0) continue;
    reached++;
    const pooled = (p * n + q * m) / (n + m);
    // One bin that holds everything cannot differ.
    if (pooled < 1) z[b] = Math.abs(p - q) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    const middle = (p + q) / 2;
    if (p > 0) divergence += 0.5 * p * Math.log(p / middle);
    if (q > 0) divergence += 0.5 * q * Math.log(q / middle);
  }
  const different = z.filter((value) => value > limit).length;
  return { different, share: different / reached, z, jensenShannon: Math.max(0, divergence) };
}

function totalOf(counts: ArrayLike<number>): number {
  const list = Array.from(counts);
  const total = list.reduce((sum, count) => sum + count, 0);
  if (!list.every((count) => Number.isInteger(count) && count >= 0) || total === 0) {
    throw new ConfigInvalidError({
      message: `statisticallyDifferentBins: expected counts that are natural numbers and not all 0, received [${list}].`,
    });
  }
  return total;
}
