import { inOrder, reshapedPlan } from "./arrange.ts";
import { type Dim, isOpen, sameDim, sameShape, timesDim } from "./dim.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { CarriedValue } from "./value.ts";

/** Neighbouring axes before, and the neighbouring axes after that hold the same numbers. */
interface Block {
  readonly before: number[];
  readonly after: number[];
}

const isOne = (dim: Dim) => !isOpen(dim) && dim === 1;
const others = (shape: readonly Dim[]) => shape.flatMap((dim, i) => (isOne(dim) ? [] : [i]));

/** True when the first product is behind the second one; an open side is larger than any number. */
function isSmaller(a: Dim, b: Dim): boolean {
  if (isOpen(a)) return isOpen(b) && a.batch < b.batch;
  return isOpen(b) || a < b;
}

/** Splits a reshape into independent ones of as few axes as can be; sides of 1 are left out. */
function blocksOf(from: readonly Dim[], to: readonly Dim[]): Block[] | undefined {
  const [left, right] = [others(from), others(to)];
  const blocks: Block[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i >= left.length || j >= right.length) return undefined;
    const block: Block = { before: [left[i++] as number], after: [right[j++] as number] };
    let a: Dim | undefined = from[block.before[0] as number];
    let b: Dim | undefined = to[block.after[0] as number];
    while (a !== undefined && b !== undefined && !sameDim(a, b)) {
      if (isSmaller(a, b)) {
        if (i >= left.length) return undefined;
        const axis = left[i++] as number;
        block.before.push(axis);
        a = timesDim(a, from[axis] as Dim);
      } else {
        if (j >= right.length) return undefined;
        const axis = right[j++] as number;
        block.after.push(axis);
        b = timesDim(b, to[axis] as Dim);
      }
    }
    if (a === undefined || b === undefined) return undefined;
    blocks.push(block);
  }
  return blocks;
}

/** True when the axes of every block stand side by side, in ONNX's order, in the layer's own tensor. */
function isTogether(blocks: readonly Block[], carried: readonly number[]): boolean {
  return blocks.every(({ before }) => {
    const start = carried.indexOf(before[0] as number);
    return before.every((axis, k) => carried[start + k] === axis);
  });
}

function isSame(a: CarriedValue, b: CarriedValue): boolean {
  return sameShape(a.shape, b.shape) && a.axes.join() === b.axes.join();
}

/**
 * ONNX's reshape to `shape`: the numbers in ONNX's order, whatever order they are carried in.
 *
 * Axes that only split, or merge with neighbours that are carried side by side, keep their places: [n, c·4, h, w] →
 * [n, c, 2, 2, h, w] moves no number, also where the map is carried channels last.
 *
 * @returns undefined when the two shapes do not hold the same number of entries for every batch
 */
export function reshapedValue(
  builder: GraphBuilder,
  value: CarriedValue,
  {
    shape,
    origin,
    part,
  }: { readonly shape: readonly Dim[]; readonly origin: string; readonly part?: string },
): CarriedValue | undefined {
  const earlier = builder.reshapes.get(value.plan);
  if (earlier && isSame(earlier.result, value) && sameShape(earlier.source.shape, shape))
    return earlier.source;
  const blocks = blocksOf(value.shape, shape);
  if (!blocks) return undefined;
  const notOne = (axis: number) => !isOne(value.shape[axis] as Dim);
  const fits = isTogether(blocks, value.axes.filter(notOne));
  const source = fits ? value : inOrder(builder, value, origin);
  const carried = source.axes.filter(notOne);
  const position = ({ before }: Block) => carried.indexOf(before[0] as number);
  const axes = [...blocks].sort((a, b) => position(a) - position(b)).flatMap(({ after }) => after);
  // A side of 1 stands behind the axis that it follows in ONNX's shape.
  for (const [axis, dim] of shape.entries()) {
    if (isOne(dim)) axes.splice(axis === 0 ? 0 : axes.indexOf(axis - 1) + 1, 0, axis);
  }
  const plan = reshapedPlan(builder, {
    plan: source.plan,
    shape: axes.map((axis) => shape[axis] as Dim),
    origin,
    ...(part === undefined ? {} : { part }),
  });
  const result: CarriedValue = { ...value, plan, shape, axes };
  if (plan !== value.plan) builder.reshapes.set(plan, { source: value, result });
  return result;
}
