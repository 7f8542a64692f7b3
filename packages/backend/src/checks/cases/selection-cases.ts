import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { at, referenceArray, select } from "../reference/reference-array.ts";

const picked = [3, 0, 3, 1] as const;
const places = [
  [1, 2],
  [0, 0],
  [1, 2],
] as const;

/** Operations that pick, move or order elements. */
export const selectionCases: readonly OperationCase[] = [
  {
    operation: "gather",
    variant: "",
    inputs: [caseInput([4, 3])],
    run: (t, x) => t.gather(x, t.tensor1d([...picked], "int32")),
    reference: (x) => select(x, [4, 3], ([i, j]) => [picked[i as 0] as number, j as number]),
  },
  {
    operation: "gather",
    variant: "axis 1",
    inputs: [caseInput([2, 4, 3])],
    run: (t, x) => t.gather(x, t.tensor1d([...picked], "int32"), 1),
    reference: (x) =>
      select(x, [2, 4, 3], ([n, i, j]) => [n as number, picked[i as 0] as number, j as number]),
  },
  {
    operation: "unsortedSegmentSum",
    variant: "",
    inputs: [caseInput([4, 3])],
    run: (t, x) => t.unsortedSegmentSum(x, t.tensor1d([...picked], "int32"), 5),
    reference: (x) =>
      referenceArray([5, 3], ([segment, j]) =>
        picked.reduce((sum: number, of, i) => (of === segment ? sum + at(x, [i, j as number]) : sum), 0),
      ),
  },
  {
    operation: "gatherND",
    variant: "",
    inputs: [caseInput([2, 3, 2])],
    run: (t, x) =>
      t.gatherND(
        x,
        t.tensor2d(
          places.map((place) => [...place]),
          [3, 2],
          "int32",
        ),
      ),
    reference: (x) => select(x, [3, 2], ([i, j]) => [...(places[i as 0] as readonly number[]), j as number]),
  },
  {
    operation: "scatterND",
    variant: "",
    inputs: [caseInput([3, 2])],
    run: (t, x) =>
      t.scatterND(
        t.tensor2d(
          places.map((place) => [...place]),
          [3, 2],
          "int32",
        ),
        x,
        [2, 3, 2],
      ),
    reference: (x) =>
      referenceArray([2, 3, 2], ([n, i, j]) =>
        places.reduce(
          (sum: number, [first, second], row) =>
            first === n && second === i ? sum + at(x, [row, j as number]) : sum,
          0,
        ),
      ),
  },
  {
    operation: "stridedSlice",
    variant: "strides 2 and 1",
    inputs: [caseInput([5, 4])],
    run: (t, x) => t.stridedSlice(x, [1, 0], [5, 3], [2, 1]),
    reference: (x) => select(x, [2, 3], ([i, j]) => [1 + 2 * (i as number), j as number]),
  },
  {
    operation: "stridedSlice",
    variant: "backwards",
    inputs: [caseInput([5, 4, 3])],
    run: (t, x) => t.stridedSlice(x, [4, 1, 0], [0, 2, 3], [-2, 1, 2]),
    reference: (x) => select(x, [2, 1, 2], ([i, , j]) => [4 - 2 * (i as number), 1, 2 * (j as number)]),
  },
  {
    operation: "stridedSlice",
    variant: "without an axis",
    inputs: [caseInput([3, 5, 2])],
    run: (t, x) => t.stridedSlice(x, [0, -1, 0], [3, 0, 2], [2, 1, 1], 0, 0, 0, 0, 2),
    reference: (x) => select(x, [2, 2], ([i, j]) => [2 * (i as number), 4, j as number]),
  },
  {
    operation: "slice",
    variant: "",
    inputs: [caseInput([4, 5])],
    run: (t, x) => t.slice(x, [1, 2], [2, 3]),
    reference: (x) => select(x, [2, 3], ([i, j]) => [1 + (i as number), 2 + (j as number)]),
  },
  {
    operation: "concat",
    variant: "",
    inputs: [caseInput([2, 3]), caseInput([2, 2])],
    run: (t, a, b) => t.concat([a, b], 1),
    reference: (a, b) =>
      referenceArray([2, 5], ([i, j]) =>
        (j as number) < 3 ? at(a, [i as number, j as number]) : at(b, [i as number, (j as number) - 3]),
      ),
  },
  {
    operation: "split",
    variant: "",
    inputs: [caseInput([2, 6])],
    run: (t, x) => {
      const [first, , third] = t.split(x, 3, 1);
      return t.mul(first as tf.Tensor, third as tf.Tensor);
    },
    reference: (x) =>
      referenceArray(
        [2, 2],
        ([i, j]) => at(x, [i as number, j as number]) * at(x, [i as number, 4 + (j as number)]),
      ),
  },
  {
    operation: "stack",
    variant: "",
    inputs: [caseInput([2, 3]), caseInput([2, 3])],
    run: (t, a, b) => t.stack([a, b], 1),
    reference: (a, b) =>
      referenceArray([2, 2, 3], ([i, k, j]) => at(k === 0 ? a : b, [i as number, j as number])),
  },
  {
    operation: "tile",
    variant: "",
    inputs: [caseInput([2, 3])],
    run: (t, x) => t.tile(x, [2, 2]),
    reference: (x) => select(x, [4, 6], ([i, j]) => [(i as number) % 2, (j as number) % 3]),
  },
  {
    operation: "transpose",
    variant: "",
    inputs: [caseInput([2, 3, 4])],
    run: (t, x) => t.transpose(x, [2, 0, 1]),
    reference: (x) => select(x, [4, 2, 3], ([k, i, j]) => [i as number, j as number, k as number]),
  },
  {
    operation: "reverse",
    variant: "",
    inputs: [caseInput([3, 4])],
    run: (t, x) => t.reverse(x, 1),
    reference: (x) => select(x, [3, 4], ([i, j]) => [i as number, 3 - (j as number)]),
  },
  {
    operation: "topk",
    variant: "values",
    inputs: [caseInput([3, 6])],
    run: (t, x) => t.topk(x, 2).values,
    reference: (x) =>
      referenceArray([3, 2], ([i, j]) => {
        const row = Array.from({ length: 6 }, (_, k) => at(x, [i as number, k]));
        return row.sort((a, b) => b - a)[j as number] as number;
      }),
  },
  {
    operation: "where",
    variant: "condition from the input",
    inputs: [caseInput([3, 4]), caseInput([3, 4])],
    run: (t, a, b) => t.where(t.greater(a, b), t.square(a), b),
    reference: (a, b) => ({
      shape: a.shape,
      data: a.data.map((value, i) => (value > (b.data[i] as number) ? value * value : (b.data[i] as number))),
    }),
  },
];
