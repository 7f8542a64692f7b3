import { SpreadAxes } from "../../layers/spread-axes.ts";
import { arranged } from "../graph/arrange.ts";
import { type Dim, divideDim, isOpen, productOf, sameDim, shapeText, timesDim } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { channelsLast, isIdentity } from "../graph/permute.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue, ConstantValue, Value } from "../graph/value.ts";
import type { Translation, Translations } from "./translation.ts";

/** So few entries can be the colours of an image. */
const isFew = (dim: Dim | undefined) => typeof dim === "number" && dim <= 4;

/**
 * True where vectors become maps [n, channels, h, w] that are used as such: they are then carried channels last from here
 * on. Where the network turns the axes around by itself, they are no such maps.
 */
function makesMaps(context: NodeContext, value: CarriedValue, shape: readonly Dim[]): boolean {
  return (
    context.node.operator === "Reshape" &&
    shape.length === 4 &&
    value.shape.length < 4 &&
    isIdentity(value.axes) &&
    !(isFew(shape[3]) && !isFew(shape[1])) &&
    context.mapsAreChannelsFirst
  );
}

/** The same entries in another shape, of what is known or carried. */
export function withShape(context: NodeContext, value: Value, shape: readonly Dim[]): Value {
  if (value.kind === "carried" && makesMaps(context, value, shape)) {
    const part = "rows";
    const rows = reshapedValue(context.builder, value, { shape, origin: context.origin, part });
    const axes = channelsLast(4);
    if (rows) return arranged(context.builder, rows, { axes, origin: context.origin, whole: true });
  }
  if (value.kind === "carried") {
    const result = reshapedValue(context.builder, value, { shape, origin: context.origin });
    if (result) return result;
    throw context.refused(
      `expected the same number of entries before and after, received ${shapeText(value.shape)} and ${shapeText(shape)}.`,
    );
  }
  if (shape.some(isOpen)) throw context.refused("makes the batch out of a constant.");
  const sides = shape as readonly number[];
  const size = value.kind === "sizes" ? value.dims.length : value.data.length;
  if (sides.reduce((a, b) => a * b, 1) !== size) {
    throw context.damaged(`expected ${size} entries, received the shape ${shapeText(shape)}.`);
  }
  return { ...value, shape: sides };
}

/** The shape of anything. */
export function shapeOf(value: Value): readonly Dim[] {
  return value.shape;
}

/**
 * A file made for one batch size names it in its shapes; opened for any batch, the first side that it divides is the
 * one that grows.
 */
function released(shape: readonly Dim[], { total, batch }: { total: Dim; batch: number }): readonly Dim[] {
  const product = productOf(shape);
  if (batch === 0 || product === undefined || !isOpen(total) || isOpen(product)) return shape;
  const at = shape.findIndex((dim) => !isOpen(dim) && dim % batch === 0);
  if (at < 0) return shape;
  return shape.map((dim, i) => (i === at ? { batch: (dim as number) / batch } : dim));
}

const reshape: Translation = (context) => {
  const value = context.value(0);
  const from = shapeOf(value);
  const keepZero = context.int("allowzero", 0) === 1;
  const given = context.dims(1).map((dim, i) => (dim === 0 && !keepZero ? (from[i] ?? 0) : dim));
  const total = productOf(from);
  if (total === undefined) throw context.refused("its input has the batch twice.");
  const missing = given.indexOf(-1);
  if (given.some((dim, i) => !isOpen(dim) && (dim < -1 || (dim === -1 && i !== missing)))) {
    throw context.damaged(`expected one side of −1 at most, received ${shapeText(given)}.`);
  }
  const known = productOf(given.filter((_, i) => i !== missing));
  if (known === undefined) throw context.refused("its shape has the batch twice.");
  if (missing < 0) return withShape(context, value, released(given, { total, batch: context.fixedBatch }));
  let side = divideDim(total, known);
  let rest: readonly Dim[] = given;
  if (
    context.fixedBatch > 0 &&
    isOpen(total) &&
    !isOpen(known) &&
    given.some((dim, i) => i < missing && !isOpen(dim) && dim === context.fixedBatch)
  ) {
    // The batch is named in front of the side that is left open.
    const at = given.findIndex((dim) => !isOpen(dim) && dim === context.fixedBatch);
    rest = given.map((dim, i) => (i === at ? { batch: 1 } : dim));
    const without = productOf(rest.filter((_, i) => i !== missing));
    side = without === undefined ? undefined : divideDim(total, without);
  }
  if (side === undefined) {
    throw context.damaged(`expected a shape that ${shapeText(from)} can take, received ${shapeText(given)}.`);
  }
  return withShape(
    context,
    value,
    rest.map((dim, i) => (i === missing ? (side as Dim) : dim)),
  );
};

const flatten: Translation = (context) => {
  const value = context.value(0);
  const from = shapeOf(value);
  const axis = context.axis(context.int("axis", 1), from.length + 1);
  const [front, back] = [productOf(from.slice(0, axis)), productOf(from.slice(axis))];
  if (front === undefined || back === undefined) throw context.refused("its input has the batch twice.");
  return withShape(context, value, [front, back]);
};

function axesOf(context: NodeContext, rank: number): number[] | undefined {
  const given = context.has(1) ? context.numbers(1) : context.ints("axes");
  return given?.map((axis) => context.axis(axis, rank));
}

const squeeze: Translation = (context) => {
  const value = context.value(0);
  const from = shapeOf(value);
  const axes = axesOf(context, from.length) ?? from.flatMap((dim, i) => (sameDim(dim, 1) ? [i] : []));
  for (const axis of axes) {
    if (!sameDim(from[axis] as Dim, 1)) {
      throw context.damaged(`expected a side of 1 as axis ${axis}, received the shape ${shapeText(from)}.`);
    }
  }
  return withShape(
    context,
    value,
    from.filter((_, i) => !axes.includes(i)),
  );
};

const unsqueeze: Translation = (context) => {
  const value = context.value(0);
  const from = [...shapeOf(value)];
  const count = (context.has(1) ? context.numbers(1) : (context.ints("axes") ?? [])).length;
  const axes = axesOf(context, from.length + count) ?? [];
  const whole = Array.from({ length: from.length + count }, (_, i) =>
    axes.includes(i) ? 1 : (from.shift() as Dim | undefined),
  );
  if (whole.includes(undefined) || new Set(axes).size !== axes.length)
    throw context.damaged("names an axis twice.");
  return withShape(context, value, whole as Dim[]);
};

/** Only the names of the axes change; whoever needs another order moves numbers. */
const transpose: Translation = (context) => {
  const value = context.carried(0);
  const rank = value.shape.length;
  const order = context.ints("perm") ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  if (
    order.length !== rank ||
    new Set(order).size !== rank ||
    order.some((axis) => !(axis >= 0 && axis < rank))
  ) {
    throw context.damaged(`expected an order of ${rank} axes, received [${order}].`);
  }
  const shape = order.map((axis) => value.shape[axis] as Dim);
  return { ...value, shape, axes: value.axes.map((axis) => order.indexOf(axis)) };
};

/** Copies of a constant for each sample of the batch. */
function constantPerSample(
  context: NodeContext,
  constant: ConstantValue,
  first: Dim,
): CarriedValue | undefined {
  if (!isOpen(first) || constant.shape.length === 0) return undefined;
  const copies = divideDim(first, constant.shape[0] as number);
  if (copies === undefined || !isOpen(copies)) return undefined;
  return context.builder.constant(context.origin, constant, copies.batch);
}

const expand: Translation = (context) => {
  const value = context.value(0);
  const wanted = context.dims(1);
  const rank = Math.max(wanted.length, value.shape.length);
  const whole = [...Array<Dim>(rank - value.shape.length).fill(1), ...value.shape];
  const target = [...Array<Dim>(rank - wanted.length).fill(1), ...wanted];
  const widened = withShape(context, value, whole);
  const grown = whole.map((dim, i) => (sameDim(dim, 1) ? (target[i] as Dim) : dim));
  const start: Value =
    widened.kind === "constant" && isOpen(grown[0] as Dim)
      ? (constantPerSample(context, widened, grown[0] as Dim) ?? widened)
      : widened;
  const times = grown.map((dim, i) => (sameDim(dim, start.shape[i] as Dim) ? 1 : dim));
  return spread(context, start, times);
};

function spread(context: NodeContext, value: Value, times: readonly Dim[]): Value {
  if (times.every((count) => sameDim(count, 1))) return value;
  if (times.some(isOpen)) throw context.refused("repeats along another axis than the first for each sample.");
  const x =
    value.kind === "carried" ? value : context.builder.constant(context.origin, value as ConstantValue);
  const counts = times as readonly number[];
  if (counts.some((count) => !(Number.isInteger(count) && count >= 1))) {
    throw context.damaged(`expected to repeat at least once, received [${counts}].`);
  }
  const own = x.axes.map((axis) => counts[axis] as number);
  const shape = x.shape.map((dim, i) => timesDim(dim, counts[i] as number) as Dim);
  if (isOpen(x.shape[0] as Dim) && counts[0] !== 1) throw context.refused("repeats the batch.");
  const plan = context.layer({
    make: (name) => new SpreadAxes({ name, times: own }),
    inputs: [x.plan],
    shape: x.axes.map((axis) => shape[axis] as Dim),
  });
  return { ...x, plan, shape };
}

const tile: Translation = (context) => {
  const value = context.value(0);
  const times = context.dims(1);
  if (times.length !== value.shape.length) throw context.damaged("expected a count for each axis.");
  const [first] = times;
  if (value.kind === "constant" && first !== undefined && isOpen(first)) {
    const each = context.builder.constant(context.origin, value, first.batch);
    return spread(
      context,
      each,
      times.map((count, i) => (i === 0 ? 1 : count)),
    );
  }
  return spread(context, value, times);
};

/** Operators that change shapes and the order of axes. */
export const shapes: Translations = {
  Expand: expand,
  Flatten: flatten,
  Reshape: reshape,
  Squeeze: squeeze,
  Tile: tile,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
