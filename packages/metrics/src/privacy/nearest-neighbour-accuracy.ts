import { ShapeError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { neighboursAmong, neighboursWithin } from "../neighbours/nearest-neighbours.ts";
import { normalQuantile } from "../statistics/normal-distribution.ts";
import { tailsOf } from "../statistics/quantile.ts";

/**
 * The nearest-neighbour adversarial accuracy: ½·(share of real samples nearer to another real one than to a synthetic one +
 * share of synthetic samples nearer to another synthetic one than to a real one).
 *
 * ½ when the two cannot be told apart, towards 0 when synthetic samples copy real ones, towards 1 when they are
 * apart. Compare that of training samples with that of held-out ones: the difference is the privacy loss. Interval: normal from the two
 * shares' variances, neighbours fixed, never narrower than one half answer.
 *
 * @param real `[n, d]`, n ≥ 2
 * @param synthetic `[n, d]`, as many
 * @returns in [0, 1]
 * @throws {ShapeError} when the two differ in shape (shares of unequal samples do not balance)
 * @throws {DatasetInvalidError} when there are fewer than 2 rows or a value is not finite
 * @see Yale et al. 2020
 */
export function nearestNeighbourAccuracy({
  real,
  synthetic,
  matMul,
  level = 0.95,
}: {
  readonly real: Features;
  readonly synthetic: Features;
  readonly matMul?: MatMul;
  readonly level?: number;
}): Estimate & { readonly value: number } {
  const r = checkFeatures(real, { where: "nearestNeighbourAccuracy: real", minimumRows: 2 });
  const s = checkFeatures(synthetic, { where: "nearestNeighbourAccuracy: synthetic", minimumRows: 2 });
  if (r.n !== s.n || r.d !== s.d) {
    throw new ShapeError({
      message: `nearestNeighbourAccuracy: expected two sets of one shape, received [${r.n}, ${r.d}] and [${s.n}, ${s.d}].`,
      hint: "Draw as many synthetic samples as there are real ones.",
    });
  }
  const share = (across: Float64Array, within: Float64Array): number =>
    across.reduce((sum, distance, i) => sum + (distance > (within[i] as number) ? 1 : 0), 0) / across.length;
  const own = share(neighboursAmong(r, s, 1, matMul).squared, neighboursWithin(r, 1, matMul).squared);
  const other = share(neighboursAmong(s, r, 1, matMul).squared, neighboursWithin(s, 1, matMul).squared);
  const value = (own + other) / 2;
  const variance = (own * (1 - own) + other * (1 - other)) / (4 * r.n);
  const half = normalQuantile(tailsOf(level)[1]) * Math.sqrt(variance) + 1 / (4 * r.n);
  return {
    value,
    n: r.n,
    interval: {
      low: Math.max(0, value - half),
      high: Math.min(1, value + half),
      level,
      method: "normal from two shares, neighbours fixed",
      resampled: "samples",
    },
  };
}
