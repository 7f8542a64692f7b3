import type { OnnxNode } from "../file/onnx-file.ts";
import type { Value } from "./value.ts";

type Range = readonly [number, number];

const unchanging = new Set([
  "Cast",
  "DepthToSpace",
  "Dropout",
  "Flatten",
  "Identity",
  "Reshape",
  "Slice",
  "SpaceToDepth",
  "Squeeze",
  "Transpose",
  "Unsqueeze",
]);

const bounded: Readonly<Record<string, Range>> = {
  HardSigmoid: [0, 1],
  Sigmoid: [0, 1],
  Softmax: [0, 1],
  Softsign: [-1, 1],
  Tanh: [-1, 1],
};

function scalarOf(value: Value | undefined): number | undefined {
  return value?.kind === "constant" && value.data.length === 1 ? value.data[0] : undefined;
}

function moved(
  operator: string,
  [low, high]: Range,
  { by, first }: { by: number; first: boolean },
): Range | undefined {
  const ends = (compute: (x: number) => number): Range => {
    const [a, b] = [compute(low), compute(high)];
    return a < b ? [a, b] : [b, a];
  };
  if (operator === "Add") return ends((x) => x + by);
  if (operator === "Mul") return ends((x) => x * by);
  if (operator === "Sub") return ends((x) => (first ? x - by : by - x));
  if (operator === "Div" && first && by !== 0) return ends((x) => x / by);
  return undefined;
}

/**
 * The range of an output as its last activation gives it: tanh [−1, 1], sigmoid [0, 1]; through reshapes and through
 * scaling and shifting by known numbers.
 *
 * @returns undefined where nothing bounds the output
 */
export function outputRange(
  output: string,
  {
    producers,
    values,
  }: { readonly producers: ReadonlyMap<string, OnnxNode>; readonly values: ReadonlyMap<string, Value> },
): Range | undefined {
  const steps: ((range: Range) => Range | undefined)[] = [];
  let name = output;
  for (let depth = 0; depth < 64; depth++) {
    const node = producers.get(name);
    if (!node) return undefined;
    const { operator, inputs } = node;
    if (Object.hasOwn(bounded, operator)) {
      return steps.reduceRight<Range | undefined>((range, step) => range && step(range), bounded[operator]);
    }
    if (operator === "Clip") {
      const [low, high] = [scalarOf(values.get(inputs[1] ?? "")), scalarOf(values.get(inputs[2] ?? ""))];
      if (low === undefined || high === undefined) return undefined;
      return steps.reduceRight<Range | undefined>((range, step) => range && step(range), [low, high]);
    }
    const [a, b] = [scalarOf(values.get(inputs[0] ?? "")), scalarOf(values.get(inputs[1] ?? ""))];
    if (unchanging.has(operator)) name = inputs[0] ?? "";
    else if (["Add", "Mul", "Sub", "Div"].includes(operator) && (a === undefined) !== (b === undefined)) {
      const by = (a ?? b) as number;
      const first = b !== undefined;
      steps.push((range) => moved(operator, range, { by, first }));
      name = (first ? inputs[0] : inputs[1]) ?? "";
    } else return undefined;
  }
  return undefined;
}
