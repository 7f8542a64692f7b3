import * as tf from "@tensorflow/tfjs";
import { ClassIndicators } from "../../layers/class-indicators.ts";
import { TakeEntries } from "../../layers/take-entries.ts";
import { type Dim, isOpen } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue, ConstantValue } from "../graph/value.ts";
import type { Translation, Translations } from "./translation.ts";
import { withShape } from "./with-shape.ts";

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

/** Operators that look entries up by their numbers. */
export const lookups: Translations = { Gather: gather, OneHot: oneHot };
