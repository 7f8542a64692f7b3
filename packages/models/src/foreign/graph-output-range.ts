import type { ExecutorNode } from "./executor-node.ts";
import { type Range, scaled } from "./layer-output-range.ts";

/** Bounds of what an operation gives out, whatever comes in. */
const ranges: Readonly<Record<string, Range>> = {
  Tanh: [-1, 1],
  Softsign: [-1, 1],
  Sigmoid: [0, 1],
  Softmax: [0, 1],
  Relu6: [0, 6],
};

/** Operations whose output holds values of their first input, or values between them. */
const passing: ReadonlySet<string> = new Set([
  "Identity",
  "StopGradient",
  "Snapshot",
  "Reshape",
  "Squeeze",
  "ExpandDims",
  "Transpose",
  "Slice",
  "StridedSlice",
  "DepthToSpace",
  "SpaceToDepth",
  "ResizeNearestNeighbor",
  "ResizeBilinear",
  "Cast",
]);

/** One operation undone: what it gives out is scale · (what `from` gives out) + offset. */
interface Step {
  readonly from: ExecutorNode | undefined;
  readonly scale: number;
  readonly offset: number;
}

function stepBack({ op, inputs }: ExecutorNode, numbers: ReadonlyMap<string, number>): Step | undefined {
  const [first, second] = inputs;
  if (passing.has(op)) return { from: first, scale: 1, offset: 0 };
  const right = second && numbers.get(second.name);
  const left = first && numbers.get(first.name);
  const number = right ?? left;
  if (number === undefined) return undefined;
  const from = right === undefined ? second : first;
  if (op === "Mul") return { from, scale: number, offset: 0 };
  if (op === "Add" || op === "AddV2") return { from, scale: 1, offset: number };
  if (op === "RealDiv" && right !== undefined) return { from, scale: 1 / number, offset: 0 };
  if (op === "Sub")
    return right === undefined ? { from, scale: -1, offset: number } : { from, scale: 1, offset: -number };
  return undefined;
}

function boundsOf(
  { op, inputs, attrParams }: ExecutorNode,
  numbers: ReadonlyMap<string, number>,
): Range | undefined {
  if (op === "ClipByValue") {
    const [low, high] = inputs.slice(1).map(({ name }) => numbers.get(name));
    return low === undefined || high === undefined ? undefined : [low, high];
  }
  const fused = op.startsWith("_Fused") ? [attrParams.fusedOps?.value].flat().at(-1) : op;
  return typeof fused === "string" && Object.hasOwn(ranges, fused) ? ranges[fused] : undefined;
}

/**
 * The bounds of a graph's output, read back from its last operations, also through x · a + b with numbers a and b.
 *
 * @param numbers values of the constants that are single numbers, by node
 * @returns `undefined` where the last operations do not bound it
 */
export function graphOutputRange(
  output: ExecutorNode,
  numbers: ReadonlyMap<string, number>,
): Range | undefined {
  let [scale, offset] = [1, 0];
  // On the way back, output = scale · node + offset; the graph has no circles.
  for (let node: ExecutorNode | undefined = output; node !== undefined; ) {
    const bounds = boundsOf(node, numbers);
    if (bounds) return scaled(bounds, scale, offset);
    const step = stepBack(node, numbers);
    if (step === undefined) return undefined;
    offset += scale * step.offset;
    scale *= step.scale;
    node = step.from;
  }
  return undefined;
}
