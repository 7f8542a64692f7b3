import { checkFeatures, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { meanInterval } from "../statistics/mean-interval.ts";

/** How many features a dictionary uses at once. */
export interface Sparsity {
  /** Mean number of features that fire (> 0) per sample. */
  readonly l0: Estimate & { readonly value: number };
  /** Mean sum of absolute activations per sample. */
  readonly l1: Estimate & { readonly value: number };
}

/**
 * L0 and L1 of a dictionary's activations, means over samples with t intervals.
 *
 * A top-k dictionary fixes L0 by itself; compare explained variance and loss recovered only at equal L0.
 *
 * @param activations `[n, features]`, n ≥ 2
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 */
export function sparsity({
  activations,
  level = 0.95,
}: {
  readonly activations: Features;
  readonly level?: number;
}): Sparsity {
  const { data, n, d } = checkFeatures(activations, { where: "sparsity: activations", minimumRows: 2 });
  const fired = new Float64Array(n);
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let f = i * d; f < (i + 1) * d; f++) {
      const value = data[f] as number;
      if (value > 0) fired[i]!++;
      sums[i]! += Math.abs(value);
    }
  }
  return { l0: meanInterval({ values: fired, level }), l1: meanInterval({ values: sums, level }) };
}
