import * as tf from "@tensorflow/tfjs";
import { JoinAxes } from "../../layers/join-axes.ts";
import { PadAxes } from "../../layers/pad-axes.ts";
import { SliceAxes } from "../../layers/slice-axes.ts";
import { type Dim, isOpen, sameDim, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { identityAxes } from "../graph/permute.ts";
import type { CarriedValue } from "../graph/value.ts";
import { aligned } from "./broadcast.ts";
import type { Translation, Translations } from "./translation.ts";

/** An input of a Concat; in a file for a batch of one, a constant row stands for one row of each sample. */
function joined(context: NodeContext, position: number): CarriedValue {
  const value = context.value(position);
  const isRow = value.kind === "constant" && value.shape[0] === 1 && context.int("axis", 0) !== 0;
  const isOpened =
    context.fixedBatch === 1 &&
    context.values.some((other) => other.kind === "carried" && isOpen(other.shape[0] ?? 1));
  return isRow && isOpened ? context.builder.constant(context.origin, value, 1) : context.carried(position);
}

const concat: Translation = (context) => {
  const given = Array.from({ length: context.count }, (_, i) => joined(context, i));
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
export const parts: Translations = { Concat: concat, Pad: pad, Slice: slice, Split: split };
