import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import { checkClassLabels } from "./class-labels.ts";
import { meansOf } from "./covariance.ts";
import { checkFeatures, type Features } from "./features.ts";
import type { LinearModel } from "./ridge-regression.ts";

/** A linear map to one number, positive for class 1, with what it was fitted by. */
export interface LinearSupportVectors extends LinearModel {
  /** |w|²/2 + strength·Σ max(0, 1 − y(xw + b)), the least there is. */
  readonly objective: number;
  /** Rows with a multiplier above 0, in ascending order: the fit rests on these alone. */
  readonly supportVectors: Int32Array;
}

/**
 * The linear support vector machine of two classes: min |w|²/2 + strength·Σ max(0, 1 − yᵢ(xᵢw + b)), y = ±1, b left free.
 *
 * Hinge loss and a free intercept as in libsvm (`SVC(kernel="linear")`); liblinear's `LinearSVC` squares the hinge and
 * penalises the intercept: another model. Sequential minimal optimisation with second-order choice of pairs, until the
 * conditions for the least hold to 1e-8. Our own, since libsvm's ports on npm are compiled or no longer kept. Steps grow with n
 * and strength: meant for some thousand rows.
 *
 * @param x `[n, d]`
 * @param labels `[n]`, 0 or 1, both present
 * @param strength C > 0, by default 1
 * @returns weights `[d, 1]`; {@link predictLinear} gives the decision values
 * @throws {ShapeError} when there are not n labels
 * @throws {ConfigInvalidError} when the strength is not positive
 * @throws {DatasetInvalidError} when a value is not finite, a label is not 0 or 1, or there is one class only
 * @throws {GanlensError} `not-converged` after 10,000,000 / n + 100·n steps
 * @see Fan, Chen, Lin 2005
 */
export function linearSupportVectors({
  x,
  labels,
  strength = 1,
}: {
  readonly x: Features;
  readonly labels: ArrayLike<number>;
  readonly strength?: number;
}): LinearSupportVectors {
  if (!(strength > 0) || !Number.isFinite(strength)) {
    throw new ConfigInvalidError({
      message: `linearSupportVectors: expected a strength > 0, received ${strength}.`,
    });
  }
  const { data, n, d } = checkFeatures(x, { where: "linearSupportVectors: x" });
  checkClassLabels(labels, { n, classes: 2, where: "linearSupportVectors" });
  // The multipliers sum to 0 with their signs, so that a common offset of the rows has no part in the weights.
  const centre = meansOf({ data, n, d });
  const rows = Float64Array.from(data, (value, at) => value - (centre[at % d] as number));
  const signs = Float64Array.from({ length: n }, (_, i) => (labels[i] === 1 ? 1 : -1));
  const multipliers = new Float64Array(n);
  const w = new Float64Array(d);
  // yᵢ − w·xᵢ: the intercept that would put row i on its margin.
  const wanted = signs.slice();
  const distances = new Float64Array(n);
  const limit = Math.ceil(10_000_000 / n) + 100 * n;
  let intercept = Number.NaN;
  for (let step = 0; step < limit; step++) {
    let i = -1;
    let upper = Number.NEGATIVE_INFINITY;
    let lower = Number.POSITIVE_INFINITY;
    for (let t = 0; t < n; t++) {
      const value = wanted[t] as number;
      const multiplier = multipliers[t] as number;
      const positive = (signs[t] as number) > 0;
      if ((positive ? multiplier < strength : multiplier > 0) && value > upper) {
        upper = value;
        i = t;
      }
      if ((positive ? multiplier > 0 : multiplier < strength) && value < lower) lower = value;
    }
    if (upper - lower <= 1e-8) {
      intercept = (upper + lower) / 2;
      break;
    }
    let j = -1;
    let best = 0;
    for (let t = 0; t < n; t++) {
      const multiplier = multipliers[t] as number;
      if (!((signs[t] as number) > 0 ? multiplier > 0 : multiplier < strength)) continue;
      const gap = upper - (wanted[t] as number);
      if (gap <= 0) continue;
      distances[t] = Math.max(squaredDistance(rows, d, i, t), 1e-12);
      const gain = (gap * gap) / (distances[t] as number);
      if (gain > best) {
        best = gain;
        j = t;
      }
    }
    const [yi, yj] = [signs[i] as number, signs[j] as number];
    const [ai, aj] = [multipliers[i] as number, multipliers[j] as number];
    // yᵢαᵢ grows and yⱼαⱼ shrinks by the same amount, both multipliers within 0 … strength.
    const room = Math.min(yi > 0 ? strength - ai : ai, yj > 0 ? aj : strength - aj);
    const free = (upper - (wanted[j] as number)) / (distances[j] as number);
    const change = Math.min(room, free);
    multipliers[i] = settled(ai + yi * change, strength);
    multipliers[j] = settled(aj - yj * change, strength);
    for (let c = 0; c < d; c++) {
      w[c]! += change * ((rows[i * d + c] as number) - (rows[j * d + c] as number));
    }
    for (let t = 0; t < n; t++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += (w[c] as number) * (rows[t * d + c] as number);
      wanted[t] = (signs[t] as number) - sum;
    }
  }
  if (Number.isNaN(intercept)) {
    throw new GanlensError("not-converged", {
      message: `linearSupportVectors: expected to settle within ${limit} steps for ${n} rows of ${d} columns.`,
      hint: "Scale the columns to similar spreads, lower the strength, or give fewer rows.",
    });
  }
  let objective = w.reduce((sum, value) => sum + value * value, 0) / 2;
  for (let t = 0; t < n; t++) {
    objective += strength * Math.max(0, (signs[t] as number) * ((wanted[t] as number) - intercept));
  }
  const offset = w.reduce((sum, value, c) => sum + value * (centre[c] as number), 0);
  return {
    weights: { data: w, shape: [d, 1] },
    intercept: Float64Array.of(intercept - offset),
    objective,
    supportVectors: Int32Array.from([...multipliers.keys()].filter((t) => (multipliers[t] as number) > 0)),
  };
}

function squaredDistance(rows: Float64Array, d: number, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < d; c++) sum += ((rows[i * d + c] as number) - (rows[j * d + c] as number)) ** 2;
  return sum;
}

/** What rounding left beside a bound belongs on it, else the row would be moved for ever. */
function settled(multiplier: number, strength: number): number {
  if (multiplier <= 1e-13 * strength) return 0;
  return multiplier >= strength * (1 - 1e-13) ? strength : multiplier;
}
