import * as tf from "@tensorflow/tfjs";
import { ClassIndicators } from "../../layers/class-indicators.ts";
import { JoinAxes } from "../../layers/join-axes.ts";
import { PadAxes } from "../../layers/pad-axes.ts";
import { SliceAxes } from "../../layers/slice-axes.ts";
import { TakeEntries } from "../../layers/take-entries.ts";
import { type Dim, isOpen, sameDim, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { identityAxes } from "../graph/permute.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue, ConstantValue } from "../graph/value.ts";
import { aligned } from "./broadcast.ts";
import { withShape } from "./shapes.ts";
import type { Translation, Translations } from "./translation.ts";

const concat: Translation = (context) => {
  const given = Array.from({ length: context.count }, (_, i) => context.carried(i));
  if (given.length === 1) return given[0] as CarriedValue;
  const values = aligned(context, given);
  const [first] = values as [CarriedValue];
  const axis = context.axis(context.int("axis", 0), first.shape.length);
  for (const { shape } of values) {
    if (shape.some((dim, i) => i !== axis && !sameDim(dim, first.shape[i] as Dim))) {
      throw context.damaged(
        `expected shapes that differ in axis ${axis} only, received ${shapeText(first.shape)} and ${shapeText(shape)}.`,
      );
    }
  }
  const sides = values.map(({ shape }) => shape[axis] as Dim);
  if (sides.some(isOpen)) throw context.refused("joins along the batch.");
  const shape = first.shape.map((dim, i) =>
    i === axis ? (sides as number[]).reduce((a, b) => a + b, 0) : dim,
  );
  const own = first.axes.indexOf(axis);
  const distinct = new Set(values.map(({ plan }) => plan)).size === values.length;
  const plan = context.layer({
    make: (name) =>
      own > 0 && distinct ? tf.layers.concatenate({ name, axis: own }) : new JoinAxes({ name, axis: own }),
    inputs: values.map((value) => value.plan),
    shape: first.axes.map((each) => shape[each] as Dim),
  });
  return { ...first, plan, shape };
};

interface Piece {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

function sliced(
  context: NodeContext,
  x: CarriedValue,
  { pieces, part }: { pieces: readonly Piece[]; part?: string },
): CarriedValue {
  const real = pieces.filter(
    ({ axis, start, step, count }) => !(start === 0 && step === 1 && count === x.shape[axis]),
  );
  if (real.length === 0) return x;
  for (const { axis, count } of real) {
    if (isOpen(x.shape[axis] as Dim)) throw context.refused("takes some samples of the batch.");
    if (count < 1) throw context.refused("takes nothing.");
  }
  const shape = x.shape.map((dim, axis) => real.find((piece) => piece.axis === axis)?.count ?? dim);
  const settings = {
    axes: real.map(({ axis }) => x.axes.indexOf(axis)),
    starts: real.map(({ start }) => start),
    steps: real.map(({ step }) => step),
    counts: real.map(({ count }) => count),
  };
  const plan = context.layer({
    ...(part === undefined ? {} : { part }),
    make: (name) => new SliceAxes({ name, ...settings }),
    inputs: [x.plan],
    shape: x.axes.map((axis) => shape[axis] as Dim),
  });
  return { ...x, plan, shape };
}

/** Which entries `start:end:step` takes of `side`, as NumPy has it. */
function pieceOf(
  context: NodeContext,
  side: number,
  { axis, start, end, step }: { axis: number; start: number; end: number; step: number },
): Piece {
  if (!Number.isInteger(step) || step === 0) throw context.damaged(`steps by ${step}.`);
  const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x < 0 ? x + side : x, low), high);
  const [low, high] = step > 0 ? [0, side] : [-1, side - 1];
  const from = clamp(start, step > 0 ? 0 : 0, high);
  const to = end < 0 && end + side < low ? low : clamp(end, low, high);
  return { axis, start: from, step, count: Math.max(0, Math.ceil((to - from) / step)) };
}

const slice: Translation = (context) => {
  const x = context.carried(0);
  const rank = x.shape.length;
  const starts = context.has(1) ? context.numbers(1) : (context.ints("starts") ?? []);
  const ends = context.has(2) ? context.dims(2) : (context.ints("ends") ?? []);
  const axes = (
    context.has(3) ? context.numbers(3) : (context.ints("axes") ?? identityAxes(starts.length))
  ).map((axis) => context.axis(axis, rank));
  const steps = context.has(4) ? context.numbers(4) : starts.map(() => 1);
  const pieces = axes.flatMap((axis, i) => {
    const side = x.shape[axis] as Dim;
    const [start, end, step] = [starts[i] as number, ends[i] as Dim, steps[i] as number];
    if (isOpen(side)) {
      const all = start === 0 && step === 1 && (isOpen(end) ? sameDim(end, side) : end >= 2 ** 31 - 1);
      if (all) return [];
      throw context.refused("takes some samples of the batch.");
    }
    if (isOpen(end) || end === undefined) throw context.refused("its end depends on the batch.");
    return [pieceOf(context, side, { axis, start, end, step })];
  });
  return sliced(context, x, { pieces });
};

const split: Translation = (context) => {
  const x = context.carried(0);
  const axis = context.axis(context.int("axis", 0), x.shape.length);
  const side = x.shape[axis] as Dim;
  if (isOpen(side)) throw context.refused("splits the batch.");
  const outputs = context.node.outputs.length;
  const each = Math.ceil(side / outputs);
  const sizes =
    (context.has(1) ? context.numbers(1) : context.ints("split")) ??
    Array.from({ length: outputs }, (_, i) => Math.min(each, side - i * each));
  if (
    sizes.length !== outputs ||
    sizes.reduce((a, b) => a + b, 0) !== side ||
    sizes.some((size) => size < 0)
  ) {
    throw context.damaged(`expected ${outputs} parts of ${side} together, received [${sizes}].`);
  }
  let start = 0;
  return sizes.map((count, i) => {
    const piece = { axis, start, step: 1, count };
    start += count;
    return sliced(context, x, { pieces: [piece], part: String(i) });
  });
};

/** Class numbers as indicators, times a known table: an embedding. */
function embedding(context: NodeContext, table: ConstantValue, numbers: CarriedValue): CarriedValue {
  const [classes, ...rest] = table.shape as [number, ...number[]];
  if (classes > 100_000) throw context.refused(`looks up one of ${classes} rows.`);
  const width = rest.reduce((a, b) => a * b, 1);
  const indicators = context.layer({
    part: "class",
    make: (name) => new ClassIndicators({ name, classes }),
    inputs: [numbers.plan],
    shape: [...numbers.plan.shape, classes],
  });
  const flat = { shape: [...numbers.plan.shape, width], rank: numbers.shape.length };
  const plan = context.layer({
    make: (name) => tf.layers.dense({ name, units: width, useBias: false }),
    inputs: [indicators],
    weights: [{ name: "kernel", data: table.data, shape: [classes, width] }],
    shape: flat.shape,
  });
  const found: CarriedValue = {
    kind: "carried",
    plan,
    shape: [...numbers.shape, width],
    axes: [...numbers.axes, flat.rank],
    dtype: table.dtype,
  };
  const whole = reshapedValue(context.builder, found, {
    shape: [...numbers.shape, ...rest],
    origin: context.origin,
    part: "rows",
  });
  return whole as CarriedValue;
}

const gather: Translation = (context) => {
  const data = context.value(0);
  const axis = context.axis(context.int("axis", 0), data.shape.length);
  const indices = context.value(1);
  if (indices.kind === "carried") {
    const table = context.constant(0);
    if (!table) throw context.refused("looks up entries that are computed at places that are computed.");
    if (axis !== 0) throw context.refused("looks up columns of a table.");
    // tf.layers.dense wants at least two axes: a list of class numbers has one, its indicators have two.
    return embedding(context, table, indices);
  }
  const x = context.carried(0);
  const side = x.shape[axis] as Dim;
  if (isOpen(side)) throw context.refused("takes some samples of the batch.");
  const known = context.constant(1);
  if (!known) throw context.refused("its places depend on the batch.");
  const places = [...known.data].map((index) => context.axis(index, side));
  const own = x.axes.indexOf(axis);
  const taken = x.shape.map((dim, i) => (i === axis ? places.length : dim));
  const plan = context.layer({
    part: known.shape.length === 1 ? undefined : "entries",
    make: (name) => new TakeEntries({ name, axis: own, indices: places }),
    inputs: [x.plan],
    shape: x.axes.map((each) => taken[each] as Dim),
  });
  const value: CarriedValue = { ...x, plan, shape: taken };
  const shape = [...x.shape.slice(0, axis), ...known.shape, ...x.shape.slice(axis + 1)];
  return known.shape.length === 1 ? value : withShape(context, value, shape);
};

const oneHot: Translation = (context) => {
  const numbers = context.carried(0);
  const classes = context.constant(1)?.data[0];
  const values = context.constant(2)?.data;
  if (classes === undefined || values?.length !== 2)
    throw context.refused("its number of classes is not known.");
  if (!(Number.isInteger(classes) && classes >= 1 && classes <= 100_000))
    throw context.damaged(`has ${classes} classes.`);
  const rank = numbers.shape.length;
  const axis = context.axis(context.int("axis", -1), rank + 1);
  const [off, on] = values as unknown as [number, number];
  const plan = context.layer({
    make: (name) => new ClassIndicators({ name, classes, on, off }),
    inputs: [numbers.plan],
    shape: [...numbers.plan.shape, classes],
  });
  // The new axis is carried last, wherever ONNX has it.
  const renamed = numbers.axes.map((own) => (own >= axis ? own + 1 : own));
  const shape = [...numbers.shape.slice(0, axis), classes, ...numbers.shape.slice(axis)];
  return { kind: "carried", plan, shape, axes: [...renamed, axis], dtype: "float32" };
};

const modes: Readonly<Record<string, "constant" | "reflect" | "edge" | "wrap">> = {
  constant: "constant",
  reflect: "reflect",
  edge: "edge",
  wrap: "wrap",
};

const pad: Translation = (context) => {
  const x = context.carried(0);
  const rank = x.shape.length;
  const pads = context.has(1) ? context.numbers(1) : (context.ints("pads") ?? []);
  const axes = context.has(3)
    ? context.numbers(3).map((axis) => context.axis(axis, rank))
    : identityAxes(rank);
  const name = context.text("mode", "constant");
  const mode = Object.hasOwn(modes, name) ? modes[name] : undefined;
  if (!mode || pads.length !== 2 * axes.length) throw context.damaged(`pads by [${pads}] in mode "${name}".`);
  const value = context.has(2) ? context.constant(2)?.data[0] : context.float("value", 0);
  if (value === undefined) throw context.refused("pads with a computed value.");
  const [before, after] = [Array<number>(rank).fill(0), Array<number>(rank).fill(0)];
  for (const [i, axis] of axes.entries()) {
    before[axis] = pads[i] as number;
    after[axis] = pads[i + axes.length] as number;
  }
  // Negative padding cuts first.
  const cut = x.shape.flatMap((side, axis) => {
    const [front, back] = [Math.max(0, -(before[axis] as number)), Math.max(0, -(after[axis] as number))];
    return typeof side === "number" && front + back > 0
      ? [{ axis, start: front, step: 1, count: side - front - back }]
      : [];
  });
  const inner = sliced(context, x, { pieces: cut, part: "cut" });
  const [front, back] = [before, after].map((list) =>
    inner.axes.map((axis) => Math.max(0, list[axis] as number)),
  ) as [number[], number[]];
  const shape = inner.axes.map((axis, i) => {
    const side = inner.shape[axis] as Dim;
    const more = (front[i] as number) + (back[i] as number);
    if (isOpen(side)) {
      if (more > 0) throw context.refused("pads the batch.");
      return side;
    }
    const most = mode === "reflect" ? side - 1 : mode === "wrap" ? side : 65_536;
    if ((front[i] as number) > most || (back[i] as number) > most)
      throw context.refused(`pads ${side} entries by more.`);
    return side + more;
  });
  const plan = context.layer({
    make: (layer) => new PadAxes({ name: layer, mode, before: front, after: back, value }),
    inputs: [inner.plan],
    shape,
  });
  const logical = inner.shape.map((_, axis) => shape[inner.axes.indexOf(axis)] as Dim);
  return { ...inner, plan, shape: logical };
};

/** Operators that take tensors apart and put them together. */
export const parts: Translations = {
  Concat: concat,
  Gather: gather,
  OneHot: oneHot,
  Pad: pad,
  Slice: slice,
  Split: split,
};
