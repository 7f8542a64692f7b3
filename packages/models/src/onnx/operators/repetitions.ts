import { SpreadAxes } from "../../layers/spread-axes.ts";
import { type Dim, divideDim, isOpen, sameDim, timesDim } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { CarriedValue, ConstantValue, Value } from "../graph/value.ts";
import type { Translation, Translations } from "./translation.ts";
import { withShape } from "./with-shape.ts";

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

/** Operators that repeat entries. */
export const repetitions: Translations = { Expand: expand, Tile: tile };
