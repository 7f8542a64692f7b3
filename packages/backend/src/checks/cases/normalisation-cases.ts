import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { at, mapRows, type ReferenceArray, referenceArray } from "../reference/reference-array.ts";

/** Each group of elements with the same key set to mean 0 and variance 1. */
function normalise(x: ReferenceArray, key: (index: readonly number[]) => string): ReferenceArray {
  const groups = new Map<string, number[]>();
  referenceArray(x.shape, (index) => {
    const values = groups.get(key(index)) ?? [];
    groups.set(key(index), values);
    return values.push(at(x, index));
  });
  const statistics = new Map(
    [...groups].map(([name, values]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return [name, { mean, scale: 1 / Math.sqrt(variance + 1e-3) }] as const;
    }),
  );
  return referenceArray(x.shape, (index) => {
    const { mean, scale } = statistics.get(key(index)) as { mean: number; scale: number };
    return (at(x, index) - mean) * scale;
  });
}

function momentsCase(
  operation: string,
  axes: readonly number[],
  key: (index: readonly number[]) => string,
): OperationCase {
  return {
    operation,
    variant: "",
    inputs: [caseInput([3, 2, 2, 3])],
    run: (t, x) => {
      const { mean, variance } = t.moments(x, [...axes], true);
      return t.mul(t.sub(x, mean), t.rsqrt(t.add(variance, 1e-3)));
    },
    reference: (x) => normalise(x, key),
  };
}

/** Normalisations. */
export const normalisationCases: readonly OperationCase[] = [
  {
    operation: "batchNorm",
    variant: "given statistics",
    inputs: [
      caseInput([2, 2, 3, 2]),
      caseInput([2]),
      caseInput([2], 0.5, 1.5),
      caseInput([2]),
      caseInput([2], 0.5, 1.5),
    ],
    run: (t, x, mean, variance, offset, scale) =>
      t.batchNorm(
        x,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
        1e-3,
      ),
    reference: (x, mean, variance, offset, scale) =>
      mapRows(x, (row) =>
        row.map((value, c) => {
          const [m, v] = [mean.data[c] as number, variance.data[c] as number];
          return ((value - m) / Math.sqrt(v + 1e-3)) * (scale.data[c] as number) + (offset.data[c] as number);
        }),
      ),
  },
  {
    operation: "batchNorm",
    variant: "own statistics",
    inputs: [caseInput([3, 2, 2, 3])],
    run: (t, x) => {
      const { mean, variance } = t.moments(x, [0, 1, 2]);
      return t.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, undefined, undefined, 1e-3);
    },
    reference: (x) => normalise(x, ([, , , c]) => `${c}`),
  },
  momentsCase("layer normalisation", [1, 2, 3], ([n]) => `${n}`),
  momentsCase("instance normalisation", [1, 2], ([n, , , c]) => `${n} ${c}`),
  {
    operation: "localResponseNormalization",
    variant: "",
    inputs: [caseInput([2, 2, 2, 5])],
    run: (t, x) => t.localResponseNormalization(x as tf.Tensor4D, 1, 1, 0.5, 0.75),
    reference: (x) =>
      mapRows(x, (row) =>
        row.map((value, c) => {
          const window = row.subarray(Math.max(0, c - 1), c + 2);
          return value * (1 + 0.5 * window.reduce((sum, other) => sum + other * other, 0)) ** -0.75;
        }),
      ),
  },
];
