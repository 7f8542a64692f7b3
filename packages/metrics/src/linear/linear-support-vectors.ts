import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { checkClassLabels } from "./class-labels.ts";
import { meansOf } from "./covariance.ts";
import { checkFeatures, type Features } from "./features.ts";
import type { LinearModel } from "./ridge-regression.ts";

const stepLimit = 100;
/** How far from its margin a row may lie that rests on it. */
const marginError = 1e-8;
const looseError = 1e-5;

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
 * penalises the intercept: another model. The hinge's corner is rounded over a width that falls until no margin is off by
 * more than 1e-8 (1e-5 where rounding forbids it), each time by Newton's method with an exact line search; a step takes n·d²
 * whatever the strength, where pairwise methods (libsvm's) slow down with it. Our own, since libsvm-js is
 * compiled code that loads asynchronously.
 *
 * @param x `[n, d]`
 * @param labels `[n]`, 0 or 1, both present
 * @param strength C > 0, by default 1
 * @returns weights `[d, 1]`; {@link predictLinear} gives the decision values
 * @throws {ShapeError} when there are not n labels
 * @throws {ConfigInvalidError} when the strength is not positive
 * @throws {DatasetInvalidError} when a value is not finite, a label is not 0 or 1, or there is one class only
 * @throws {GanlensError} `not-converged` when rounding leaves margins off by more than 1e-5
 * @see Cortes and Vapnik 1995; Chapelle 2007
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
  const centre = meansOf({ data, n, d });
  const width = d + 1;
  // Each row times its sign, a one for the intercept: the margin of row i is signed·theta.
  const signed = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    const sign = labels[i] === 1 ? 1 : -1;
    for (let j = 0; j < d; j++) {
      signed[i * width + j] = sign * ((data[i * d + j] as number) - (centre[j] as number));
    }
    signed[i * width + d] = sign;
  }
  // Rounded corners differ from sharp ones only in how far the rows that rest on their margin lie from it.
  // The first corner is as wide as makes the loss bend about as much as the penalty.
  const spread = signed.reduce((sum, value) => sum + value * value, 0) / n;
  let mu = 4 * Math.max(1, strength * spread);
  let theta = new Float64Array(width);
  let furthest = Number.POSITIVE_INFINITY;
  while (furthest > marginError) {
    mu /= 4;
    const next = theta.slice();
    if (!minimise({ theta: next, signed, strength, mu })) {
      // Narrower corners are beyond rounding where multipliers are small beside the strength.
      if (furthest <= looseError) break;
      throw new GanlensError("not-converged", {
        message: `linearSupportVectors: expected Newton's method to settle within ${stepLimit} steps, received margins that are off by ${furthest}.`,
        hint: "Scale the columns to similar spreads, or lower the strength.",
      });
    }
    theta = next;
    furthest = productOf(signed, theta).reduce(
      (most, margin) => Math.max(most, 1 - margin < mu ? 1 - margin : 0),
      0,
    );
  }
  const margins = productOf(signed, theta);
  if (furthest === 0) theta[d] = middleIntercept({ theta, signed, margins });
  let objective = 0;
  for (let j = 0; j < d; j++) objective += (theta[j] as number) ** 2 / 2;
  for (const margin of productOf(signed, theta)) objective += strength * Math.max(0, 1 - margin);
  const w = theta.slice(0, d);
  return {
    weights: { data: w, shape: [d, 1] },
    intercept: Float64Array.of(
      w.reduce((left, value, j) => left - value * (centre[j] as number), theta[d] as number),
    ),
    objective,
    supportVectors: Int32Array.from([...margins.keys()].filter((i) => (margins[i] as number) < 1)),
  };
}

/** Newton's method on |w|²/2 + strength·Σ h(1 − margin), h = 0 below 0, gap²/2μ up to μ, gap − μ/2 beyond; `theta` moves, to the least if the answer is yes. */
function minimise({
  theta,
  signed,
  strength,
  mu,
}: {
  readonly theta: Float64Array;
  readonly signed: Float64Array;
  readonly strength: number;
  readonly mu: number;
}): boolean {
  const width = theta.length;
  const margins = productOf(signed, theta);
  const pull = (margin: number): number => strength * Math.min(1, Math.max(0, (1 - margin) / mu));
  for (let step = 0; step < stepLimit; step++) {
    const gradient = theta.slice();
    gradient[width - 1] = 0;
    const rounding = new Float64Array(width);
    const hessian = new Float64Array(width * width);
    for (let j = 0; j < width - 1; j++) hessian[j * width + j] = 1;
    margins.forEach((margin, i) => {
      const force = pull(margin);
      if (force === 0) return;
      const row = signed.subarray(i * width, (i + 1) * width);
      for (let j = 0; j < width; j++) {
        gradient[j]! -= force * (row[j] as number);
        rounding[j]! += (force === strength ? 1e-12 : 1e-7) * force * Math.abs(row[j] as number);
      }
      if (force === strength) return;
      for (let j = 0; j < width; j++) {
        const factor = (strength / mu) * (row[j] as number);
        for (let k = 0; k <= j; k++) hessian[j * width + k]! += factor * (row[k] as number);
      }
    });
    // Forces that cancel leave rounding of their own size, and those of a narrow corner more.
    if (gradient.every((value, j) => Math.abs(value) <= (rounding[j] as number))) return true;
    const direction = descentDirection(hessian, gradient);
    const along = productOf(signed, direction);
    const slopeAt = (t: number): number => {
      let slope = 0;
      for (let j = 0; j < width - 1; j++) {
        slope += ((theta[j] as number) + t * (direction[j] as number)) * (direction[j] as number);
      }
      for (let i = 0; i < along.length; i++) {
        slope -= pull((margins[i] as number) + t * (along[i] as number)) * (along[i] as number);
      }
      return slope;
    };
    const length = zeroOf(slopeAt);
    if (length === 0) return true;
    for (let j = 0; j < width; j++) theta[j]! += length * (direction[j] as number);
    margins.set(productOf(signed, theta));
  }
  return false;
}

/** −H⁻¹g, H given below its diagonal and lifted a little, so that a direction without curvature does no harm. */
function descentDirection(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const width = gradient.length;
  const last = width * width - 1;
  hessian[last] = Math.max(hessian[last] as number, 1e-6);
  for (let j = 0; j < width; j++) {
    hessian[j * width + j]! *= 1 + 1e-11;
    for (let k = 0; k < j; k++) hessian[k * width + j] = hessian[j * width + k] as number;
  }
  const factor = cholesky({ data: hessian, shape: [width, width] });
  return choleskySolve(factor, { data: gradient.map((value) => -value), shape: [width, 1] }).data;
}

/** Where a slope that never falls turns positive, by bisection; 0 where it starts so. */
function zeroOf(slopeAt: (t: number) => number): number {
  if (slopeAt(0) >= 0) return 0;
  let [low, high] = [0, 1];
  while (slopeAt(high) < 0 && high < 1e15) [low, high] = [high, 2 * high];
  // The whole step is right once the rows that matter are known.
  if (high === 1 && slopeAt(1 - 1e-9) < 0) return 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (slopeAt(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The middle of the intercepts that are equally good, where no row lies on its margin and pins it. */
function middleIntercept({
  theta,
  signed,
  margins,
}: {
  readonly theta: Float64Array;
  readonly signed: Float64Array;
  readonly margins: Float64Array;
}): number {
  const width = theta.length;
  const intercept = theta[width - 1] as number;
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  margins.forEach((margin, i) => {
    const sign = signed[(i + 1) * width - 1] as number;
    const wanted = intercept + sign * (1 - margin);
    if (margin < 1 === sign > 0) most = Math.min(most, wanted);
    else least = Math.max(least, wanted);
  });
  return Number.isFinite(least) && Number.isFinite(most) ? (least + most) / 2 : intercept;
}

function productOf(rows: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  const out = new Float64Array(rows.length / width);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += (rows[i * width + j] as number) * (vector[j] as number);
    out[i] = sum;
  }
  return out;
}
