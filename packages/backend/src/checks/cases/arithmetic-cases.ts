import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { mapElements, referenceArray } from "../reference/reference-array.ts";

interface Unary {
  readonly operation: string;
  readonly run: (tensorflow: typeof tf, x: tf.Tensor) => tf.Tensor;
  readonly reference: (x: number) => number;
  readonly low?: number;
  readonly high?: number;
}

const unary: readonly Unary[] = [
  { operation: "abs", run: (t, x) => t.abs(x), reference: Math.abs },
  { operation: "square", run: (t, x) => t.square(x), reference: (x) => x * x },
  { operation: "sqrt", run: (t, x) => t.sqrt(x), reference: Math.sqrt, low: 0.2, high: 2 },
  { operation: "rsqrt", run: (t, x) => t.rsqrt(x), reference: (x) => 1 / Math.sqrt(x), low: 0.3, high: 2 },
  { operation: "log", run: (t, x) => t.log(x), reference: Math.log, low: 0.3, high: 2 },
  { operation: "log1p", run: (t, x) => t.log1p(x), reference: Math.log1p, low: -0.5, high: 2 },
  { operation: "expm1", run: (t, x) => t.expm1(x), reference: Math.expm1 },
  { operation: "reciprocal", run: (t, x) => t.reciprocal(x), reference: (x) => 1 / x, low: 0.5, high: 2 },
  { operation: "sin", run: (t, x) => t.sin(x), reference: Math.sin },
  { operation: "cos", run: (t, x) => t.cos(x), reference: Math.cos },
  { operation: "atan", run: (t, x) => t.atan(x), reference: Math.atan },
  { operation: "pow", run: (t, x) => t.pow(x, 3), reference: (x) => x ** 3, low: 0.3, high: 1.5 },
  {
    operation: "clipByValue",
    run: (t, x) => t.clipByValue(x, -0.5, 0.6),
    reference: (x) => Math.min(Math.max(x, -0.5), 0.6),
  },
  // A step function times x, so that there is something to differentiate.
  { operation: "sign", run: (t, x) => t.mul(t.square(x), t.sign(x)), reference: (x) => x * Math.abs(x) },
  { operation: "step", run: (t, x) => t.mul(t.square(x), t.step(x)), reference: (x) => (x > 0 ? x * x : 0) },
];

interface Binary {
  readonly operation: string;
  readonly run: (tensorflow: typeof tf, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
  readonly reference: (a: number, b: number) => number;
}

const binary: readonly Binary[] = [
  { operation: "add", run: (t, a, b) => t.add(a, b), reference: (a, b) => a + b },
  { operation: "sub", run: (t, a, b) => t.sub(a, b), reference: (a, b) => a - b },
  { operation: "mul", run: (t, a, b) => t.mul(a, b), reference: (a, b) => a * b },
  { operation: "div", run: (t, a, b) => t.div(a, b), reference: (a, b) => a / b },
  { operation: "pow, both", run: (t, a, b) => t.pow(a, b), reference: (a, b) => a ** b },
  { operation: "maximum", run: (t, a, b) => t.maximum(a, b), reference: Math.max },
  { operation: "minimum", run: (t, a, b) => t.minimum(a, b), reference: Math.min },
  {
    operation: "squaredDifference",
    run: (t, a, b) => t.squaredDifference(a, b),
    reference: (a, b) => (a - b) ** 2,
  },
];

/** Arithmetic on elements; the second operand of two is broadcast. */
export const arithmeticCases: readonly OperationCase[] = [
  ...unary.map(
    ({ operation, run, reference, low = -1.5, high = 1.5 }): OperationCase => ({
      operation,
      variant: "",
      inputs: [caseInput([3, 5], low, high)],
      run,
      reference: (x) => mapElements(x, reference),
    }),
  ),
  ...binary.map(
    ({ operation, run, reference }): OperationCase => ({
      operation,
      variant: "",
      inputs: [caseInput([3, 4], 0.3, 1.5), caseInput([4], 0.4, 1.6)],
      run,
      reference: (a, b) =>
        referenceArray([3, 4], ([i, j]) =>
          reference(a.data[(i as number) * 4 + (j as number)] as number, b.data[j as number] as number),
        ),
    }),
  ),
  {
    operation: "erf",
    variant: "",
    inputs: [caseInput([3, 5], -1.5, 1.5)],
    run: (t, x) => t.erf(x),
    reference: (x) => mapElements(x, erf),
  },
];

/** The error function by its power series, exact to rounding for |x| < 3. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
