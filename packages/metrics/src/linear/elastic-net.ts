import { ConfigInvalidError, GanlensError, ShapeError } from "@ganlens/core";
import { crossScatterOf, meansOf, scatterOf } from "./covariance.ts";
import { checkFeatures, type Features } from "./features.ts";
import type { LinearModel } from "./ridge-regression.ts";

const sweepLimit = 100_000;

/**
 * Elastic net: min Σ(y − xw − b)²/2n + penalty·(ratio·|w|₁ + (1 − ratio)·|w|²/2) for each output, the intercept b left free.
 *
 * Cyclic coordinate descent on the scatter matrix, so that a sweep takes d² steps whatever n is; it stops where no
 * coordinate moves its output by more than 1e-10 of its standard deviation. A mean over rows, as in scikit-learn's
 * `ElasticNet`, while its `Ridge` takes a sum. Our own, since we found none on npm.
 *
 * @param x `[n, d]`, n ≥ 2; a column that does not vary gets weight 0
 * @param y `[n, m]`
 * @param penalty > 0; take {@link ridgeRegression} for 0
 * @param ratio the absolute values' part of it, in [0, 1]; 1 is the lasso
 * @throws {ShapeError} when x and y differ in rows
 * @throws {ConfigInvalidError} when the penalty or the ratio is out of range
 * @throws {DatasetInvalidError} when a value is not finite or n < 2
 * @throws {GanlensError} `not-converged` after 100,000 sweeps
 * @see Zou and Hastie 2005; Friedman, Hastie, Tibshirani 2010
 */
export function elasticNet({
  x,
  y,
  penalty,
  ratio,
}: {
  readonly x: Features;
  readonly y: Features;
  readonly penalty: number;
  readonly ratio: number;
}): LinearModel {
  if (!(penalty > 0) || !Number.isFinite(penalty)) {
    throw new ConfigInvalidError({
      message: `elasticNet: expected a penalty > 0, received ${penalty}.`,
      hint: "ridgeRegression takes 0.",
    });
  }
  if (!(ratio >= 0 && ratio <= 1)) {
    throw new ConfigInvalidError({
      message: `elasticNet: expected a ratio in [0, 1], received ${ratio}.`,
    });
  }
  const inputs = checkFeatures(x, { where: "elasticNet: x", minimumRows: 2 });
  const outputs = checkFeatures(y, { where: "elasticNet: y", minimumRows: 2 });
  const { n, d } = inputs;
  const m = outputs.d;
  if (outputs.n !== n) {
    throw new ShapeError({
      message: `elasticNet: expected as many rows in y as in x, received ${outputs.n} and ${n}.`,
    });
  }
  const centreX = meansOf(inputs);
  const centreY = meansOf(outputs);
  const scatter = scatterOf(inputs, centreX).map((value) => value / n);
  const cross = crossScatterOf(inputs, outputs, { centreX, centreY }).map((value) => value / n);
  const weights = new Float64Array(d * m);
  const intercept = centreY.slice();
  for (let k = 0; k < m; k++) {
    let variance = 0;
    for (let i = 0; i < n; i++) {
      variance += ((outputs.data[i * m + k] as number) - (centreY[k] as number)) ** 2 / n;
    }
    const column = descend({
      scatter,
      target: Float64Array.from({ length: d }, (_, j) => cross[j * m + k] as number),
      absolute: penalty * ratio,
      squared: penalty * (1 - ratio),
      tolerance: 1e-10 * Math.sqrt(variance),
    });
    column.forEach((value, j) => {
      weights[j * m + k] = value;
      intercept[k]! -= value * (centreX[j] as number);
    });
  }
  return { weights: { data: weights, shape: [d, m] }, intercept };
}

/** The least of ½wᵀSw − tᵀw + absolute·|w|₁ + ½·squared·|w|². */
function descend({
  scatter,
  target,
  absolute,
  squared,
  tolerance,
}: {
  readonly scatter: Float64Array;
  readonly target: Float64Array;
  readonly absolute: number;
  readonly squared: number;
  readonly tolerance: number;
}): Float64Array {
  const d = target.length;
  const weights = new Float64Array(d);
  const left = target.slice();
  for (let sweep = 0; sweep < sweepLimit; sweep++) {
    let moved = 0;
    for (let j = 0; j < d; j++) {
      const own = scatter[j * d + j] as number;
      if (own === 0) continue;
      const before = weights[j] as number;
      const pull = (left[j] as number) + own * before;
      const after = (Math.sign(pull) * Math.max(0, Math.abs(pull) - absolute)) / (own + squared);
      const step = after - before;
      if (step === 0) continue;
      weights[j] = after;
      for (let i = 0; i < d; i++) left[i]! -= step * (scatter[j * d + i] as number);
      moved = Math.max(moved, Math.abs(step) * Math.sqrt(own));
    }
    if (moved <= tolerance) return weights;
  }
  throw new GanlensError("not-converged", {
    message: `elasticNet: expected coordinate descent to settle within ${sweepLimit} sweeps, received weights that still move.`,
    hint: "Columns that nearly depend on each other make it slow: drop some, or raise the penalty.",
  });
}
