import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { referenceArray } from "../reference/reference-array.ts";

interface Comparison {
  readonly operation: string;
  readonly run: (tensorflow: typeof tf, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
  readonly reference: (a: number, b: number) => boolean;
}

const comparisons: readonly Comparison[] = [
  { operation: "greater", run: (t, a, b) => t.greater(a, b), reference: (a, b) => a > b },
  { operation: "greaterEqual", run: (t, a, b) => t.greaterEqual(a, b), reference: (a, b) => a >= b },
  { operation: "less", run: (t, a, b) => t.less(a, b), reference: (a, b) => a < b },
  { operation: "lessEqual", run: (t, a, b) => t.lessEqual(a, b), reference: (a, b) => a <= b },
  { operation: "equal", run: (t, a, b) => t.equal(a, b), reference: (a, b) => a === b },
  { operation: "notEqual", run: (t, a, b) => t.notEqual(a, b), reference: (a, b) => a !== b },
  {
    operation: "logicalAnd",
    run: (t, a, b) => t.logicalAnd(t.greater(a, 0), t.greater(b, 0)),
    reference: (a, b) => a > 0 && b > 0,
  },
  {
    operation: "logicalOr",
    run: (t, a, b) => t.logicalOr(t.greater(a, 0), t.greater(b, 0)),
    reference: (a, b) => a > 0 || b > 0,
  },
  {
    operation: "logicalXor",
    run: (t, a, b) => t.logicalXor(t.greater(a, 0), t.greater(b, 0)),
    reference: (a, b) => a > 0 !== b > 0,
  },
  {
    operation: "logicalNot",
    run: (t, a, b) => t.logicalNot(t.greater(a, b)),
    reference: (a, b) => !(a > b),
  },
];

/** Comparisons used as masks: a · b where they hold, with a gradient of zero through the comparison itself. */
export const comparisonCases: readonly OperationCase[] = comparisons.map(({ operation, run, reference }) => ({
  operation,
  variant: "as a mask",
  inputs: [caseInput([3, 5]), caseInput([3, 5])],
  run: (t, a, b) => t.mul(t.mul(a, b), t.cast(run(t, a, b), "float32")),
  reference: (a, b) =>
    referenceArray([3, 5], ([i, j]) => {
      const flat = (i as number) * 5 + (j as number);
      const [left, right] = [a.data[flat] as number, b.data[flat] as number];
      return reference(left, right) ? left * right : 0;
    }),
}));
