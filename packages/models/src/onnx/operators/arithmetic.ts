import * as tf from "@tensorflow/tfjs";
import { Arithmetic } from "../../layers/arithmetic.ts";
import { ChooseWhere } from "../../layers/choose-where.ts";
import type { OnnxDtype } from "../file/onnx-file.ts";
import { sameShape } from "../graph/dim.ts";
import { isScalar } from "../graph/graph-builder.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { CarriedValue, ConstantValue, Value } from "../graph/value.ts";
import { elementwise } from "./activations.ts";
import { aligned, broadcastDims, constantFor, withRank } from "./broadcast.ts";
import type { Translation, Translations } from "./translation.ts";

interface Pair {
  readonly context: NodeContext;
  readonly operation: string;
  readonly dtype?: OnnxDtype;
  readonly part?: string;
}

function withConstant(
  { context, operation, dtype, part }: Pair,
  { value, constant, side }: { value: CarriedValue; constant: ConstantValue; side: "left" | "right" },
): CarriedValue {
  const x = withRank(context, value, constant.shape.length);
  const shape = broadcastDims(context, x.shape, constant.shape);
  const own = constantFor(constant, x.axes);
  const plan = context.layer({
    part,
    make: (name) => new Arithmetic({ name, operation, constant: side, constantShape: own.shape }),
    inputs: [x.plan],
    weights: [{ name: "constant", ...own }],
    shape: x.axes.map((axis) => shape[axis] as (typeof shape)[number]),
  });
  return { kind: "carried", plan, shape, axes: x.axes, dtype: dtype ?? x.dtype };
}

function ofTwo({ context, operation, dtype, part }: Pair, a: CarriedValue, b: CarriedValue): CarriedValue {
  const [left, right] = aligned(context, [a, b]) as [CarriedValue, CarriedValue];
  const shape = broadcastDims(context, left.shape, right.shape);
  const keras =
    sameShape(left.shape, right.shape) && left.plan !== right.plan && left.shape.length > 1
      ? { add: tf.layers.add, multiply: tf.layers.multiply }[operation]
      : undefined;
  const plan = context.layer({
    part,
    make: (name) => (keras ? keras({ name }) : new Arithmetic({ name, operation })),
    inputs: [left.plan, right.plan],
    shape: left.axes.map((axis) => shape[axis] as (typeof shape)[number]),
  });
  return { kind: "carried", plan, shape, axes: left.axes, dtype: dtype ?? left.dtype };
}

/** The operation on two inputs of the node, either of which may be known. */
export function combined(pair: Pair, positions: readonly [number, number] = [0, 1]): CarriedValue {
  const { context } = pair;
  const [i, j] = positions;
  const [a, b] = [context.value(i), context.value(j)];
  if (a.kind === "carried") {
    const constant = b.kind === "carried" ? undefined : context.constant(j);
    if (constant) return withConstant(pair, { value: a, constant, side: "right" });
    return ofTwo(pair, a, context.carried(j));
  }
  const constant = context.constant(i);
  if (b.kind === "carried" && constant) return withConstant(pair, { value: b, constant, side: "left" });
  return ofTwo(pair, context.carried(i), context.carried(j));
}

const arithmetic =
  (operation: string, dtype?: OnnxDtype): Translation =>
  (context) =>
    combined({ context, operation, ...(dtype ? { dtype } : {}) });

const isInteger = (value: Value) => value.kind === "sizes" || value.dtype === "int32";

const divide: Translation = (context) => {
  const whole = isInteger(context.value(0)) && isInteger(context.value(1));
  return combined({ context, operation: whole ? "quotient" : "divide" });
};

/** Squares and roots have gradients where a general power has none: at 0 and below. */
const power: Translation = (context) => {
  const exponent = context.constant(1);
  const named =
    exponent && isScalar(exponent)
      ? { 1: "identity", 2: "square", 0.5: "sqrt" }[exponent.data[0] as number]
      : undefined;
  const base = context.value(0);
  if (named && exponent?.shape.length === 0 && base.kind === "carried")
    return elementwise(context, base, named);
  return combined({ context, operation: "power" });
};

/** Any number of inputs, two at a time. */
const several =
  (operation: string, mean = false): Translation =>
  (context) => {
    const count = context.count;
    if (count === 1 && !mean) return context.value(0);
    let result = context.carried(0);
    for (let i = 1; i < count; i++) {
      const last = i === count - 1 && !mean;
      const pair = { context, operation, ...(last ? {} : { part: `part${i}` }) };
      const next = context.value(i);
      const constant = next.kind === "carried" ? undefined : context.constant(i);
      result = constant
        ? withConstant(pair, { value: result, constant, side: "right" })
        : ofTwo(pair, result, context.carried(i));
    }
    if (!mean) return result;
    const factor: ConstantValue = {
      kind: "constant",
      dtype: "float32",
      shape: [],
      data: Float32Array.of(1 / count),
    };
    return withConstant(
      { context, operation: "multiply" },
      { value: result, constant: factor, side: "right" },
    );
  };

const choose: Translation = (context) => {
  const values = aligned(context, [context.carried(0), context.carried(1), context.carried(2)]);
  const [condition, a, b] = values as [CarriedValue, CarriedValue, CarriedValue];
  const shape = broadcastDims(context, broadcastDims(context, condition.shape, a.shape), b.shape);
  const plan = context.layer({
    make: (name) => new ChooseWhere({ name }),
    inputs: values.map((value) => value.plan),
    shape: a.axes.map((axis) => shape[axis] as (typeof shape)[number]),
  });
  return { kind: "carried", plan, shape, axes: a.axes, dtype: a.dtype };
};

/** Operations on two or more tensors that broadcast. */
export const arithmetics: Translations = {
  Add: arithmetic("add"),
  And: arithmetic("and", "bool"),
  Div: divide,
  Equal: arithmetic("equal", "bool"),
  Greater: arithmetic("greater", "bool"),
  GreaterOrEqual: arithmetic("atleast", "bool"),
  Less: arithmetic("less", "bool"),
  LessOrEqual: arithmetic("atmost", "bool"),
  Max: several("maximum"),
  Mean: several("add", true),
  Min: several("minimum"),
  Mod: (context) => combined({ context, operation: context.int("fmod", 0) === 1 ? "remainder" : "modulo" }),
  Mul: arithmetic("multiply"),
  Or: arithmetic("or", "bool"),
  PRelu: arithmetic("slope"),
  Pow: power,
  Sub: arithmetic("subtract"),
  Sum: several("add"),
  Where: choose,
  Xor: arithmetic("differs", "bool"),
};
