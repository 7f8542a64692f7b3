import { MatrixProduct } from "../../layers/matrix-product.ts";
import { ReduceAxes } from "../../layers/reduce-axes.ts";
import { arranged, inOrder } from "../graph/arrange.ts";
import { type Dim, isOpen, productOf, sameDim } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { identityAxes } from "../graph/permute.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue } from "../graph/value.ts";
import type { Translation } from "./translation.ts";

interface Labelled {
  readonly value: CarriedValue;
  readonly labels: readonly string[];
}

function summedAlone(context: NodeContext, { value, labels }: Labelled, kept: ReadonlySet<string>): Labelled {
  const axes = labels.flatMap((label, i) => (kept.has(label) ? [] : [i]));
  if (axes.length === 0) return { value, labels };
  const x = inOrder(context.builder, value, context.origin);
  const shape = x.shape.filter((_, i) => !axes.includes(i));
  const plan = context.layer({
    part: "sum",
    make: (name) => new ReduceAxes({ name, operation: "sum", axes, keep: false }),
    inputs: [x.plan],
    shape,
  });
  return {
    value: { ...x, plan, shape, axes: identityAxes(shape.length) },
    labels: labels.filter((label) => kept.has(label)),
  };
}

/** The tensor with its labels in the order of `groups`, each group merged into one axis. */
function grouped(
  context: NodeContext,
  { value, labels }: Labelled,
  groups: readonly string[][],
): CarriedValue {
  const order = groups.flat().map((label) => labels.indexOf(label));
  const shape = order.map((axis) => value.shape[axis] as Dim);
  const position = value.axes.map((axis) => order.indexOf(axis));
  const turned: CarriedValue = { ...value, shape, axes: position };
  const side = (group: string[]) =>
    productOf(group.map((label) => value.shape[labels.indexOf(label)] as Dim));
  const sides = groups.map(side);
  if (sides.some((dim) => dim === undefined)) throw context.refused("multiplies the batch with itself.");
  const result = reshapedValue(context.builder, turned, { shape: sides as Dim[], origin: context.origin });
  if (!result) throw context.refused("an equation that does not come down to a product of matrices.");
  return inOrder(context.builder, result, context.origin);
}

/** Einstein's sum over one or two tensors, as a product of stacks of matrices. */
export const einsum: Translation = (context) => {
  const equation = context.text("equation", "").replaceAll(" ", "");
  const parts = /^([A-Za-z]+),([A-Za-z]+)->([A-Za-z]*)$/.exec(equation);
  if (!parts) throw context.refused(`the equation "${equation.slice(0, 60)}" is not covered.`);
  const [left, right, out] = parts.slice(1).map((labels) => [...labels]) as [string[], string[], string[]];
  const [x, y] = [context.carried(0), context.carried(1)];
  for (const [labels, value] of [
    [left, x],
    [right, y],
  ] as const) {
    if (labels.length !== value.shape.length || new Set(labels).size !== labels.length) {
      throw context.refused(`the equation "${equation.slice(0, 60)}" does not fit its inputs.`);
    }
  }
  const a = summedAlone(context, { value: x, labels: left }, new Set([...right, ...out]));
  const b = summedAlone(context, { value: y, labels: right }, new Set([...left, ...out]));
  const dimOf = (label: string) =>
    (a.labels.includes(label)
      ? a.value.shape[a.labels.indexOf(label)]
      : b.value.shape[b.labels.indexOf(label)]) as Dim;
  const both = a.labels.filter((label) => b.labels.includes(label));
  for (const label of both) {
    if (!sameDim(dimOf(label), b.value.shape[b.labels.indexOf(label)] as Dim)) {
      throw context.damaged(`the axis "${label}" has two sizes.`);
    }
  }
  const batch = both
    .filter((label) => out.includes(label))
    .sort((p, q) => Number(isOpen(dimOf(q))) - Number(isOpen(dimOf(p))));
  const inner = both.filter((label) => !out.includes(label));
  if (inner.some((label) => isOpen(dimOf(label)))) context.builder.mixesSamples = true;
  const rows = a.labels.filter((label) => !both.includes(label));
  const columns = b.labels.filter((label) => !both.includes(label));
  const stacked = batch.length > 0;
  const m = grouped(context, a, [...(stacked ? [batch] : []), rows, inner]);
  const n = grouped(context, b, [...(stacked ? [batch] : []), inner, columns]);
  const shape = [...m.shape.slice(0, -1), n.shape.at(-1) as Dim];
  const plan = context.layer({
    part: "product",
    make: (name) => new MatrixProduct({ name }),
    inputs: [m.plan, n.plan],
    shape,
    depth: Number(m.shape.at(-1)),
  });
  const merged: CarriedValue = {
    kind: "carried",
    plan,
    shape,
    axes: identityAxes(shape.length),
    dtype: "float32",
  };
  const labels = [...batch, ...rows, ...columns];
  const whole = reshapedValue(context.builder, merged, { shape: labels.map(dimOf), origin: context.origin });
  if (!whole) throw context.refused("an equation that does not come down to a product of matrices.");
  // The output's axes are only named in another order; whoever needs them in order arranges them.
  const order = out.map((label) => labels.indexOf(label));
  const turned: CarriedValue = {
    ...whole,
    shape: order.map((axis) => whole.shape[axis] as Dim),
    axes: whole.axes.map((axis) => order.indexOf(axis)),
  };
  return arranged(context.builder, turned, { axes: turned.axes, origin: context.origin });
};
