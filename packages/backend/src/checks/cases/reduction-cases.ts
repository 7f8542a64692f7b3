import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { at, type ReferenceArray, referenceArray } from "../reference/reference-array.ts";

interface Reduction {
  readonly operation: string;
  readonly run: (tensorflow: typeof tf, x: tf.Tensor, axis: number) => tf.Tensor;
  readonly reference: (values: readonly number[]) => number;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const product = (values: readonly number[]): number => values.reduce((result, value) => result * value, 1);

const reductions: readonly Reduction[] = [
  { operation: "sum", run: (t, x, axis) => t.sum(x, axis), reference: total },
  {
    operation: "mean",
    run: (t, x, axis) => t.mean(x, axis),
    reference: (values) => total(values) / values.length,
  },
  { operation: "max", run: (t, x, axis) => t.max(x, axis), reference: (values) => Math.max(...values) },
  { operation: "min", run: (t, x, axis) => t.min(x, axis), reference: (values) => Math.min(...values) },
  { operation: "prod", run: (t, x, axis) => t.prod(x, axis), reference: product },
  {
    operation: "logSumExp",
    run: (t, x, axis) => t.logSumExp(x, axis),
    reference: (values) => Math.log(total(values.map(Math.exp))),
  },
  {
    operation: "norm",
    run: (t, x, axis) => t.norm(x, "euclidean", axis),
    reference: (values) => Math.hypot(...values),
  },
  {
    operation: "moments, variance",
    run: (t, x, axis) => t.moments(x, axis).variance,
    reference: (values) => {
      const mean = total(values) / values.length;
      return total(values.map((value) => (value - mean) ** 2)) / values.length;
    },
  },
];

/** The vector through an index along an axis of three. */
function vectorAt(x: ReferenceArray, index: readonly number[], axis: number): number[] {
  return Array.from({ length: x.shape[axis] as number }, (_, k) =>
    at(
      x,
      index.map((i, other) => (other === axis ? k : i)),
    ),
  );
}

interface Cumulative {
  readonly operation: "cumsum" | "cumprod";
  readonly reduce: (values: readonly number[]) => number;
}

const cumulative: readonly Cumulative[] = [
  { operation: "cumsum", reduce: total },
  { operation: "cumprod", reduce: product },
];
const directions = [
  { axis: 2, exclusive: false, reverse: false },
  { axis: 2, exclusive: true, reverse: true },
  // Square in the first two axes: a gradient that transposes them keeps the shape.
  { axis: 0, exclusive: false, reverse: true },
  { axis: 1, exclusive: true, reverse: false },
] as const;

/** Reductions and running totals over an axis. */
export const reductionCases: readonly OperationCase[] = [
  ...reductions.flatMap(({ operation, run, reference }) =>
    [2, 1].map(
      (axis): OperationCase => ({
        operation,
        variant: `axis ${axis} of 3`,
        inputs: [caseInput([2, 3, 4])],
        run: (t, x) => run(t, x, axis),
        reference: (x) =>
          referenceArray(axis === 2 ? [2, 3] : [2, 4], ([i, j]) =>
            reference(
              vectorAt(x, axis === 2 ? [i as number, j as number, 0] : [i as number, 0, j as number], axis),
            ),
          ),
      }),
    ),
  ),
  ...cumulative.flatMap(({ operation, reduce }) =>
    directions.map(
      ({ axis, exclusive, reverse }): OperationCase => ({
        operation,
        variant: `axis ${axis}${exclusive ? ", exclusive" : ""}${reverse ? ", reverse" : ""}`,
        inputs: [caseInput([3, 3, 4])],
        run: (t, x) => t[operation](x, axis, exclusive, reverse),
        reference: (x) =>
          referenceArray(x.shape, (index) => {
            const values = vectorAt(x, index, axis);
            const place = index[axis] as number;
            const rest = exclusive ? 1 : 0;
            return reduce(reverse ? values.slice(place + rest) : values.slice(0, place + 1 - rest));
          }),
      }),
    ),
  ),
  {
    operation: "cumprod",
    variant: "with zeros",
    inputs: [caseInput([2, 4])],
    run: (t, x) => t.cumprod(t.mul(x, t.tensor1d([1, 0, 1, 0])), 1),
    reference: (x) => referenceArray([2, 4], ([i, j]) => (j === 0 ? at(x, [i as number, 0]) : 0)),
  },
];
