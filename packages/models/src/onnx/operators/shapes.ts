import { type Dim, divideDim, isOpen, productOf, sameDim, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { Translation, Translations } from "./translation.ts";
import { withShape } from "./with-shape.ts";

/**
 * A file made for one batch size names it in its shapes; opened for any batch, the side that grows is the one with as
 * much in front of it as the batch has in the input, so that samples stay whole and in their order.
 */
function released(shape: readonly Dim[], from: readonly Dim[], batch: number): readonly Dim[] {
  const open = from.findIndex(isOpen);
  if (batch === 0 || open < 0 || shape.some(isOpen)) return shape;
  const front = productOf(from.slice(0, open));
  const at = shape.findIndex(
    (dim, i) => dim !== -1 && (dim as number) % batch === 0 && productOf(shape.slice(0, i)) === front,
  );
  return at < 0 ? shape : shape.map((dim, i) => (i === at ? { batch: (dim as number) / batch } : dim));
}

const reshape: Translation = (context) => {
  const value = context.value(0);
  const from: readonly Dim[] = value.shape;
  const keepZero = context.int("allowzero", 0) === 1;
  const given = context.dims(1).map((dim, i) => (dim === 0 && !keepZero ? (from[i] ?? 0) : dim));
  const missing = given.indexOf(-1);
  if (given.some((dim, i) => !isOpen(dim) && (dim < -1 || (dim === -1 && i !== missing)))) {
    throw context.damaged(`expected one side of −1 at most, received ${shapeText(given)}.`);
  }
  const total = productOf(from);
  if (total === undefined) throw context.refused("its input has the batch twice.");
  const wanted = released(given, from, context.fixedBatch);
  if (missing < 0) return withShape(context, value, wanted);
  // The side that is left open may be the batch's own.
  for (const shape of [wanted, given]) {
    const known = productOf(shape.filter((_, i) => i !== missing));
    const side = known === undefined ? undefined : divideDim(total, known);
    if (side !== undefined)
      return withShape(
        context,
        value,
        shape.map((dim, i) => (i === missing ? side : dim)),
      );
  }
  throw context.damaged(`expected a shape that ${shapeText(from)} can take, received ${shapeText(given)}.`);
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
