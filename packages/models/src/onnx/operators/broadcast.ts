import { arranged } from "../graph/arrange.ts";
import { type Dim, isOpen, sameDim, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { identityAxes, permuted } from "../graph/permute.ts";
import type { CarriedValue, ConstantValue } from "../graph/value.ts";

const isOne = (dim: Dim) => !isOpen(dim) && dim === 1;

/** ONNX's shape of an operation on tensors that broadcast. */
export function broadcastDims(context: NodeContext, a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - (rank - a.length)] ?? 1;
    const right = b[i - (rank - b.length)] ?? 1;
    if (sameDim(left, right) || isOne(right)) return left;
    if (isOne(left)) return right;
    throw context.damaged(`expected shapes that broadcast, received ${shapeText(a)} and ${shapeText(b)}.`);
  });
}

/** How many sides are not 1: a tensor with more of them is dearer to rearrange. */
function weight({ shape }: CarriedValue): number {
  return shape.length * 100 + shape.filter((dim) => !isOne(dim)).length;
}

/** Tensors with the same number of axes, carried in the same order: that of the largest one. */
export function aligned(context: NodeContext, values: readonly CarriedValue[]): CarriedValue[] {
  const largest = values.reduce((best, value) => (weight(value) > weight(best) ? value : best));
  return values.map((value) =>
    arranged(context.builder, value, { axes: largest.axes, origin: context.origin }),
  );
}

/** A constant as it broadcasts to a carried tensor: the axes in the tensor's order, sides of 1 in front left out. */
export function constantFor(
  { data, shape }: ConstantValue,
  axes: readonly number[],
): { readonly data: ArrayLike<number>; readonly shape: number[] } {
  const more = axes.length - shape.length;
  const whole = [...Array<number>(more).fill(1), ...shape];
  const turned = axes.map((axis) => whole[axis] as number);
  const first = turned.findIndex((side) => side !== 1);
  return { data: permuted(data, whole, axes), shape: first < 0 ? [] : turned.slice(first) };
}

/** The tensor with at least `rank` axes. */
export function withRank(context: NodeContext, value: CarriedValue, rank: number): CarriedValue {
  if (value.shape.length >= rank) return value;
  const more = rank - value.shape.length;
  const axes = [...identityAxes(more), ...value.axes.map((axis) => axis + more)];
  return arranged(context.builder, value, { axes, origin: context.origin });
}
