import type { WrittenModel } from "./write-onnx.ts";

const one = (
  operator: string,
  rest: Partial<WrittenModel> & {
    readonly attributes?: WrittenModel["nodes"][0]["attributes"];
    readonly more?: readonly string[];
  } = {},
): WrittenModel => ({
  input: [4, 6],
  ...rest,
  nodes: [
    {
      operator,
      inputs: ["x", ...(rest.more ?? [])],
      outputs: ["y"],
      ...(rest.attributes ? { attributes: rest.attributes } : {}),
    },
  ],
});
/** Files of operators that no exporter of the recorded files writes. */
export const rarerOperators: Readonly<Record<string, WrittenModel>> = {
  "ArgMin of rows": one("ArgMin", { attributes: { axis: 2, keepdims: 0 }, outputType: 7 }),
  "ReduceL1 of an axis": one("ReduceL1", {
    more: ["axes"],
    constants: { axes: { shape: [1], ints: [1] } },
  }),
  "ReduceLogSumExp of the last": one("ReduceLogSumExp", {
    more: ["axes"],
    constants: { axes: { shape: [1], ints: [-1] } },
    attributes: { keepdims: 0 },
  }),
  "ReduceLogSum of squares": {
    input: [4, 6],
    nodes: [
      { operator: "Mul", inputs: ["x", "x"], outputs: ["s"] },
      { operator: "ReduceLogSum", inputs: ["s", "axes"], outputs: ["y"] },
    ],
    constants: { axes: { shape: [1], ints: [2] } },
  },
  Tan: one("Tan"),
  Xor: {
    input: [4],
    outputType: 9,
    constants: { zero: { shape: [], floats: [0] }, one: { shape: [], floats: [1] } },
    nodes: [
      { operator: "Greater", inputs: ["x", "zero"], outputs: ["a"] },
      { operator: "Less", inputs: ["x", "one"], outputs: ["b"] },
      { operator: "Xor", inputs: ["a", "b"], outputs: ["y"] },
    ],
  },
  "CastLike of a truth value": {
    input: [4],
    constants: { zero: { shape: [], floats: [0] } },
    nodes: [
      { operator: "Greater", inputs: ["x", "zero"], outputs: ["a"] },
      { operator: "CastLike", inputs: ["a", "x"], outputs: ["y"] },
    ],
  },
  "Size of what is known": {
    input: [4],
    constants: { c: { shape: [2, 3], floats: [1, 2, 3, 4, 5, 6] } },
    nodes: [
      { operator: "Size", inputs: ["c"], outputs: ["n"] },
      { operator: "Cast", inputs: ["n"], outputs: ["f"], attributes: { to: 1 } },
      { operator: "Mul", inputs: ["x", "f"], outputs: ["y"] },
    ],
  },
  "RMSNormalization of the last axis": one("RMSNormalization", {
    more: ["scale"],
    opset: 23,
    constants: { scale: { shape: [6], floats: [1, 2, 0.5, -1, 3, 1] } },
  }),
};

