import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { type PoolingOptions, referenceAvgPool, referenceMaxPool } from "../reference/pooling.ts";
import { at, referenceArray } from "../reference/reference-array.ts";
import { windowGeometry } from "../reference/window-geometry.ts";

const poolings: readonly PoolingOptions[] = [
  { size: 2, stride: 2, pad: "valid" },
  { size: 3, stride: 2, pad: "same" },
  { size: 3, stride: 1, pad: "same" },
  { size: 2, stride: 3, pad: "valid" },
  { size: 2, stride: 4, pad: "same" },
  { size: 3, stride: 2, pad: 1 },
];

function poolingCase(
  operation: "avgPool" | "maxPool",
  options: PoolingOptions,
  range: { readonly low: number; readonly high: number; readonly name: string },
): OperationCase {
  const { size, stride, pad } = options;
  const reference = operation === "avgPool" ? referenceAvgPool : referenceMaxPool;
  return {
    operation,
    variant: `${size}×${size}, stride ${stride}, ${typeof pad === "number" ? `pad ${pad}` : pad}${range.name}`,
    inputs: [caseInput([2, 7, 6, 2], range.low, range.high)],
    run: (t, x) => t[operation](x as tf.Tensor4D, size, stride, pad),
    reference: (x) => reference(x, options),
  };
}

const either = { low: -1, high: 1, name: "" };
const negative = { low: -2, high: -0.1, name: ", negative" };

/** Poolings and the morphological dilation. */
export const poolingCases: readonly OperationCase[] = [
  ...poolings.map((options) => poolingCase("avgPool", options, either)),
  ...poolings.map((options) => poolingCase("maxPool", options, either)),
  ...poolings.slice(0, 2).map((options) => poolingCase("maxPool", options, negative)),
  {
    operation: "global average pool",
    variant: "",
    inputs: [caseInput([2, 3, 4, 2])],
    run: (t, x) => t.mean(x, [1, 2]),
    reference: (x) =>
      referenceArray([2, 2], ([n, c]) => {
        let sum = 0;
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 4; j++) sum += at(x, [n as number, i, j, c as number]);
        }
        return sum / 12;
      }),
  },
  ...(["same", "valid"] as const).map(
    (pad): OperationCase => ({
      operation: "dilation2d",
      variant: pad,
      inputs: [caseInput([2, 5, 6, 2]), caseInput([2, 3, 2])],
      run: (t, x, f) => t.dilation2d(x as tf.Tensor4D, f as tf.Tensor3D, 1, pad),
      reference: (x, f) => {
        const rows = windowGeometry(5, 2, 1, pad);
        const columns = windowGeometry(6, 3, 1, pad);
        return referenceArray([2, rows.count, columns.count, 2], (index) => {
          const [n, p, q, c] = index as [number, number, number, number];
          let largest = Number.NEGATIVE_INFINITY;
          for (let i = 0; i < 2; i++) {
            for (let j = 0; j < 3; j++) {
              const [row, column] = [rows.first + p + i, columns.first + q + j];
              if (row < 0 || row >= 5 || column < 0 || column >= 6) continue;
              largest = Math.max(largest, at(x, [n, row, column, c]) + at(f, [i, j, c]));
            }
          }
          return largest;
        });
      },
    }),
  ),
];
