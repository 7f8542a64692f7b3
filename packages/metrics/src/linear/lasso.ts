import { elasticNet } from "./elastic-net.ts";
import type { Features } from "./features.ts";
import type { LinearModel } from "./ridge-regression.ts";

/**
 * The lasso: min Σ(y − xw − b)²/2n + penalty·|w|₁ for each output, the intercept b left free.
 *
 * {@link elasticNet} with ratio 1; as in scikit-learn's `Lasso`.
 *
 * @param x `[n, d]`, n ≥ 2
 * @param y `[n, m]`
 * @param penalty > 0; from max |x̃ᵀỹ|/n upwards (centred columns) all weights are 0
 * @throws as {@link elasticNet}
 * @see Tibshirani 1996
 */
export function lasso(input: {
  readonly x: Features;
  readonly y: Features;
  readonly penalty: number;
}): LinearModel {
  return elasticNet({ ...input, ratio: 1 });
}
