import { type Gradient, gradient } from "./gradient.ts";

const ofTwo = [
  "Greater",
  "GreaterEqual",
  "Less",
  "LessEqual",
  "Equal",
  "NotEqual",
  "LogicalAnd",
  "LogicalOr",
  "LogicalXor",
] as const;

/** Comparisons and logic are constant almost everywhere: their gradient is zero, where stock tfjs throws. */
export const comparisons: readonly Gradient[] = [
  ...ofTwo.map((kernelName) =>
    gradient({
      kernelName,
      inputsToSave: ["a", "b"],
      formula: (tensorflow, _, [a, b]) => ({
        a: () => tensorflow.zeros(a?.shape ?? []),
        b: () => tensorflow.zeros(b?.shape ?? []),
      }),
    }),
  ),
  gradient({
    kernelName: "LogicalNot",
    formula: (tensorflow, dy) => ({ x: () => tensorflow.zeros(dy.shape) }),
  }),
];
