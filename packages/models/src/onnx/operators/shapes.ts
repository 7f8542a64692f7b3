import { type Dim, divideDim, isOpen, productOf, sameDim, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { Translation, Translations } from "./translation.ts";
import { withShape } from "./with-shape.ts";

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
  const from: readonly Dim[] = value.shape;
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
  const from: readonly Dim[] = value.shape;
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
  const from: readonly Dim[] = value.shape;
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
  const from: Dim[] = [...value.shape];
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

/** Operators that change shapes and the order of axes. */
export const shapes: Translations = {
  Flatten: flatten,
  Reshape: reshape,
  Squeeze: squeeze,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
