import { arranged } from "../graph/arrange.ts";
import { type Dim, isOpen, productOf, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { channelsLast, isIdentity } from "../graph/permute.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue, Value } from "../graph/value.ts";

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

/** True where every sample of a batch keeps its entries, in order: as much stands in front of the batch as before. */
function keepsSamples(from: readonly Dim[], to: readonly Dim[]): boolean {
  const front = (shape: readonly Dim[]) => productOf(shape.slice(0, shape.findIndex(isOpen)));
  return !from.some(isOpen) || (to.some(isOpen) && front(from) === front(to));
}

/** The same entries in another shape, of what is known or carried. */
export function withShape(context: NodeContext, value: Value, shape: readonly Dim[]): Value {
  if (value.kind === "carried" && !keepsSamples(value.shape, shape)) context.builder.mixesSamples = true;
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
