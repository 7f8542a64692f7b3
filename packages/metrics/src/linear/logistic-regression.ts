import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import { checkClassLabels } from "./class-labels.ts";
import { meansOf } from "./covariance.ts";
import { type CheckedFeatures, checkFeatures, type Features, type Matrix } from "./features.ts";
import { type LogisticLoss, logisticLoss } from "./logistic-loss.ts";
import { type LinearModel, predictLinear } from "./ridge-regression.ts";

const stepLimit = 200;

/**
 * Logistic regression: min strength·Σ −log p(label | x) + |W|²/2, the intercepts left free.
 *
 * Two classes take one column of weights, p(1) = 1/(1 + exp(−xw − b)); more take one column each, p ∝ exp(xW + b)
 * (multinomial, not one against the rest), with weights and intercepts that sum to 0 over classes. As scikit-learn's
 * `LogisticRegression` ≥ 0.22, which stops earlier: this runs until the gradient is 1e-9 of the one at 0.
 *
 * Newton's method with conjugate gradients (no Hessian is stored) on centred columns. Our own: npm's
 * ml-logistic-regression 2.0 takes fixed steps, one class against the rest, with neither penalty nor intercept.
 *
 * @param x `[n, d]`
 * @param labels `[n]`, in [0, classes), each class at least once
 * @param classes ≥ 2
 * @param strength C > 0, by default 1; larger means less penalty
 * @returns weights `[d, 1]` for two classes, else `[d, classes]`
 * @throws {ShapeError} when there are not n labels
 * @throws {ConfigInvalidError} when classes or strength is out of range
 * @throws {DatasetInvalidError} when a value is not finite, a label out of range or a class missing
 * @throws {GanlensError} `not-converged` when Newton's method does not settle
 * @see Lin, Weng, Keerthi 2008
 */
export function logisticRegression({
  x,
  labels,
  classes,
  strength = 1,
}: {
  readonly x: Features;
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  readonly strength?: number;
}): LinearModel {
  if (!(strength > 0) || !Number.isFinite(strength)) {
    throw new ConfigInvalidError({
      message: `logisticRegression: expected a strength > 0, received ${strength}.`,
    });
  }
  const rows = checkFeatures(x, { where: "logisticRegression: x" });
  checkClassLabels(labels, { n: rows.n, classes, where: "logisticRegression" });
  const centre = meansOf(rows);
  const columns = classes === 2 ? 1 : classes;
  const width = rows.d + 1;
  const theta = minimise(logisticLoss({ x: withOnes(rows, centre), width, labels, columns, strength }));
  const weights = new Float64Array(rows.d * columns);
  const intercept = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    intercept[k] = theta[k * width + rows.d] as number;
    for (let j = 0; j < rows.d; j++) {
      const value = theta[k * width + j] as number;
      weights[j * columns + k] = value;
      intercept[k]! -= value * (centre[j] as number);
    }
  }
  if (columns > 1) {
    const mean = intercept.reduce((sum, value) => sum + value, 0) / columns;
    for (let k = 0; k < columns; k++) intercept[k]! -= mean;
  }
  return { weights: { data: weights, shape: [rows.d, columns] }, intercept };
}

/**
 * Class probabilities of a {@link logisticRegression}.
 *
 * @param x `[n, d]`
 * @returns `[n, classes]`, rows sum to 1
 * @throws {ShapeError} when x has not d columns
 */
export function logisticProbabilities(model: LinearModel, x: Features): Matrix {
  const { data, shape } = predictLinear(model, x);
  const [n = 0, columns = 0] = shape;
  const classes = columns === 1 ? 2 : columns;
  const out = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) {
    const row = out.subarray(i * classes, (i + 1) * classes);
    if (columns === 1) row[1] = data[i] as number;
    else row.set(data.subarray(i * columns, (i + 1) * columns));
    const largest = Math.max(...row);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      row[k] = Math.exp((row[k] as number) - largest);
      sum += row[k] as number;
    }
    for (let k = 0; k < classes; k++) row[k]! /= sum;
  }
  return { data: out, shape: [n, classes] };
}

/**
 * The likeliest class of each row, the smallest of equals.
 *
 * @returns `[n]`
 * @throws {ShapeError} when x has not d columns
 */
export function logisticClasses(model: LinearModel, x: Features): Int32Array {
  const { data, shape } = logisticProbabilities(model, x);
  const [n = 0, classes = 0] = shape;
  return Int32Array.from({ length: n }, (_, i) => {
    const row = data.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}

/** Centred columns, and one of ones for the intercept. */
function withOnes({ data, n, d }: CheckedFeatures, centre: Float64Array): Float64Array {
  const out = new Float64Array(n * (d + 1)).fill(1);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) out[i * (d + 1) + j] = (data[i * d + j] as number) - (centre[j] as number);
  }
  return out;
}

/** Newton's method from 0; steps by conjugate gradients, halved until the loss falls. */
function minimise(loss: LogisticLoss): Float64Array {
  let theta = new Float64Array(loss.size);
  let at = loss.evaluate(theta);
  const first = sizeOf(at);
  for (let iteration = 0; iteration < stepLimit; iteration++) {
    const size = sizeOf(at);
    if (size <= 1e-9 * first) return theta;
    const step = newtonStep(at, Math.min(0.1, Math.sqrt(size / first)));
    const slope = dot(step, at.gradient);
    let scale = 1;
    let next = loss.evaluate(moved(theta, step, scale));
    // Rounding of the loss itself must not stop the last steps.
    const rounding = 1e-13 * Math.abs(at.value);
    while (!(next.value <= at.value + 1e-4 * scale * slope + rounding) && scale > 1e-10) {
      scale /= 2;
      next = loss.evaluate(moved(theta, step, scale));
    }
    if (!(scale > 1e-10)) break;
    theta = moved(theta, step, scale);
    at = next;
  }
  const size = sizeOf(at);
  if (size <= 1e-6 * first) return theta;
  throw new GanlensError("not-converged", {
    message: `logisticRegression: expected Newton's method to settle within ${stepLimit} steps, received a gradient of ${size / first} of the first.`,
    hint: "Scale the columns to similar spreads, or lower the strength.",
  });
}

/** −H⁻¹g up to a relative residual, preconditioned by H's diagonal. */
function newtonStep(
  { gradient, diagonal, curve }: ReturnType<LogisticLoss["evaluate"]>,
  accuracy: number,
): Float64Array {
  const step = new Float64Array(gradient.length);
  const residual = gradient.map((value) => -value);
  let scaled = residual.map((value, i) => value / (diagonal[i] as number));
  let direction = scaled.slice();
  let product = dot(residual, scaled);
  const goal = accuracy ** 2 * product;
  for (let i = 0; i < 10 * gradient.length + 20 && product > goal; i++) {
    const curved = curve(direction);
    const bend = dot(direction, curved);
    if (!(bend > 0)) break;
    const length = product / bend;
    for (let j = 0; j < step.length; j++) {
      step[j]! += length * (direction[j] as number);
      residual[j]! -= length * (curved[j] as number);
    }
    scaled = residual.map((value, j) => value / (diagonal[j] as number));
    const next = dot(residual, scaled);
    const kept = next / product;
    direction = scaled.map((value, j) => value + kept * (direction[j] as number));
    product = next;
  }
  return step;
}

function moved(from: Float64Array, step: Float64Array, scale: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (value, i) => value + scale * (step[i] as number));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The largest entry of the gradient, each measured by its curvature, so that no column's unit decides. */
function sizeOf({ gradient, diagonal }: ReturnType<LogisticLoss["evaluate"]>): number {
  return gradient.reduce(
    (most, value, i) => Math.max(most, Math.abs(value) / Math.sqrt(diagonal[i] as number)),
    0,
  );
}
