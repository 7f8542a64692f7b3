import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { crossScatterOf, meansOf, scatterOf } from "./covariance.ts";
import { checkArray, checkFeatures, type Features, type Matrix } from "./features.ts";

/** A linear map with intercept, ŷ = x·weights + intercept, from d inputs to m outputs. */
export interface LinearModel {
  /** `[d, m]` */
  readonly weights: Matrix;
  /** `[m]` */
  readonly intercept: Float64Array;
}

/**
 * Ridge regression for all outputs at once: min Σ|y − xW − b|² + penalty·|W|², the intercept b left free.
 *
 * A sum over rows, as in scikit-learn's `Ridge`: to hold the strength while n changes, give penalty ∝ n.
 *
 * @param x `[n, d]`, n ≥ 2
 * @param y `[n, m]`
 * @param penalty ≥ 0; at 0 (ordinary least squares) the columns of x must be independent, which needs n > d
 * @throws {ShapeError} when x and y differ in rows
 * @throws {ConfigInvalidError} when the penalty is negative, or 0 while columns depend on each other
 * @throws {DatasetInvalidError} when a value is not finite or n < 2
 * @see Hoerl and Kennard 1970
 */
export function ridgeRegression({
  x,
  y,
  penalty,
}: {
  readonly x: Features;
  readonly y: Features;
  readonly penalty: number;
}): LinearModel {
  if (!(penalty >= 0) || !Number.isFinite(penalty)) {
    throw new ConfigInvalidError({
      message: `ridgeRegression: expected a penalty ≥ 0, received ${penalty}.`,
    });
  }
  const inputs = checkFeatures(x, { where: "ridgeRegression: x", minimumRows: 2 });
  const outputs = checkFeatures(y, { where: "ridgeRegression: y", minimumRows: 2 });
  if (inputs.n !== outputs.n) {
    throw new ShapeError({
      message: `ridgeRegression: expected as many rows in y as in x, received ${outputs.n} and ${inputs.n}.`,
    });
  }
  const { d } = inputs;
  const m = outputs.d;
  const centreX = meansOf(inputs);
  const centreY = meansOf(outputs);
  const scatter = scatterOf(inputs, centreX);
  for (let i = 0; i < d; i++) scatter[i * d + i]! += penalty;
  const weights = choleskySolve(cholesky({ data: scatter, shape: [d, d] }), {
    data: crossScatterOf(inputs, outputs, { centreX, centreY }),
    shape: [d, m],
  });
  const intercept = centreY.slice();
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < m; j++) {
      intercept[j]! -= (centreX[i] as number) * (weights.data[i * m + j] as number);
    }
  }
  return { weights, intercept };
}

/**
 * What a linear model says of new rows: x·weights + intercept.
 *
 * @param x `[n, d]`
 * @returns `[n, m]`
 * @throws {ShapeError} when x has not d columns
 */
export function predictLinear({ weights, intercept }: LinearModel, x: Features): Matrix {
  const { data, n, d } = checkFeatures(x, { where: "predictLinear: x" });
  checkArray(weights, "predictLinear: weights");
  const m = intercept.length;
  if (weights.shape[0] !== d) {
    throw new ShapeError({ message: `predictLinear: expected ${weights.shape[0]} columns, received ${d}.` });
  }
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    const row = out.subarray(i * m, (i + 1) * m);
    row.set(intercept);
    for (let k = 0; k < d; k++) {
      const value = data[i * d + k] as number;
      for (let j = 0; j < m; j++) row[j]! += value * (weights.data[k * m + j] as number);
    }
  }
  return { data: out, shape: [n, m] };
}
