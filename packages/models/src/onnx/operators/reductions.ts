import { PoolMaps } from "../../layers/pool-maps.ts";
import { ReduceAxes } from "../../layers/reduce-axes.ts";
import { SoftmaxAxis } from "../../layers/softmax-axis.ts";
import { inOrder } from "../graph/arrange.ts";
import { type Dim, isOpen } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { identityAxes } from "../graph/permute.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue } from "../graph/value.ts";
import { spatialInput, spatialOutput, spatialWindow } from "./spatial.ts";
import type { Translation, Translations } from "./translation.ts";

/** A reduction over ONNX's `axes` of a tensor. */
function reduced(
  context: NodeContext,
  x: CarriedValue,
  { operation, axes, keep }: { operation: string; axes: readonly number[]; keep: boolean },
): CarriedValue {
  if (axes.some((axis) => isOpen(x.shape[axis] as Dim))) context.builder.mixesSamples = true;
  const own = x.axes.flatMap((axis, i) => (axes.includes(axis) ? [i] : []));
  const kept = (axis: number) => keep || !axes.includes(axis);
  const shape = x.shape.flatMap((dim, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [dim]));
  const plan = context.layer({
    make: (name) => new ReduceAxes({ name, operation, axes: own, keep }),
    inputs: [x.plan],
    shape: x.axes.filter(kept).map((axis) => (axes.includes(axis) ? 1 : (x.shape[axis] as Dim))),
  });
  const renamed = (axis: number) => (keep ? axis : axis - axes.filter((other) => other < axis).length);
  return { ...x, plan, shape, axes: x.axes.filter(kept).map(renamed) };
}

const reduction =
  (operation: string): Translation =>
  (context) => {
    const x = context.carried(0);
    const rank = x.shape.length;
    const given = context.has(1) ? context.numbers(1) : context.ints("axes");
    const none = given === undefined || given.length === 0;
    if (none && context.int("noop_with_empty_axes", 0) === 1) return x;
    const axes = none ? identityAxes(rank) : given.map((axis) => context.axis(axis, rank));
    return reduced(context, x, { operation, axes, keep: context.int("keepdims", 1) === 1 });
  };

const globalPool =
  (operation: string): Translation =>
  (context) => {
    const x = context.carried(0);
    return reduced(context, x, { operation, axes: identityAxes(x.shape.length).slice(2), keep: true });
  };

const pool =
  (operation: "mean" | "max"): Translation =>
  (context) => {
    const input = spatialInput(context);
    const {
      kernel: size,
      strides,
      dilations,
      padding,
    } = spatialWindow(context, input, context.ints("kernel_shape"));
    if (dilations.some((step) => step !== 1)) throw context.refused("pools over spread windows.");
    const up = context.int("ceil_mode", 0) === 1;
    const [above, below, left, right] = padding;
    const amounts: [number, number][] = [
      [above, below],
      [left, right],
    ];
    const sides = ([0, 1] as const).map((axis) => {
      const [before, after] = amounts[axis] as [number, number];
      const span = input.sides[axis] + before + after - size[axis];
      const count = (up ? Math.ceil(span / strides[axis]) : Math.floor(span / strides[axis])) + 1;
      // A window that would begin in the padding behind the map is left out.
      const side = up && (count - 1) * strides[axis] >= input.sides[axis] + before ? count - 1 : count;
      const missing = (side - 1) * strides[axis] + size[axis] - (input.sides[axis] + before + after);
      amounts[axis] = [before, after + Math.max(0, missing)];
      return side;
    }) as [number, number];
    const countPadding = context.int("count_include_pad", 0) === 1;
    if (operation === "mean" && countPadding && up) throw context.refused("rounds up and counts padding.");
    const whole = amounts.flat() as [number, number, number, number];
    const plan = context.layer({
      make: (name) => new PoolMaps({ name, operation, size, strides, padding: whole, countPadding }),
      inputs: [input.plan],
      shape: [input.batch, ...sides, input.channels],
    });
    return spatialOutput(context, input, { plan, sides, channels: input.channels });
  };

/** Before operator set 13 the axes from `axis` on are one. */
const softmax =
  (log: boolean): Translation =>
  (context) => {
    const x = context.carried(0);
    const rank = x.shape.length;
    const axis = context.axis(context.int("axis", context.opset < 13 ? 1 : -1), rank);
    if (isOpen(x.shape[axis] as Dim)) context.builder.mixesSamples = true;
    const along = (value: CarriedValue, own: number) =>
      context.same(value, (name) => new SoftmaxAxis({ name, axis: value.axes.indexOf(own), log }));
    if (context.opset >= 13 || axis === rank - 1) return along(x, axis);
    const ordered = inOrder(context.builder, x, context.origin);
    const behind = ordered.shape.slice(axis) as number[];
    const flat = reshapedValue(context.builder, ordered, {
      shape: [...ordered.shape.slice(0, axis), behind.reduce((a, b) => a * b, 1)],
      origin: context.origin,
      part: "flat",
    });
    const result = flat && along(flat, axis);
    const whole =
      result &&
      reshapedValue(context.builder, result, {
        shape: x.shape,
        origin: context.origin,
        part: "whole",
      });
    if (!whole) throw context.refused("sums over the batch.");
    return whole;
  };

/** Sums, means, maxima and norms over axes or windows. */
export const reductions: Translations = {
  AveragePool: pool("mean"),
  GlobalAveragePool: globalPool("mean"),
  GlobalMaxPool: globalPool("max"),
  LogSoftmax: softmax(true),
  MaxPool: pool("max"),
  ReduceL1: reduction("absolute"),
  ReduceL2: reduction("length"),
  ReduceLogSum: reduction("logsum"),
  ReduceLogSumExp: reduction("logsumexp"),
  ReduceMax: reduction("max"),
  ReduceMean: reduction("mean"),
  ReduceMin: reduction("min"),
  ReduceProd: reduction("prod"),
  ReduceSum: reduction("sum"),
  ReduceSumSquare: reduction("squares"),
  Softmax: softmax(false),
};
