import { ArgumentOfMaximum } from "../../layers/argument-of-maximum.ts";
import { Arithmetic } from "../../layers/arithmetic.ts";
import { CumulativeSum } from "../../layers/cumulative-sum.ts";
import type { OnnxDtype } from "../file/onnx-file.ts";
import { onnxDtype } from "../file/read-tensor.ts";
import { type Dim, isOpen, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { CarriedValue, ConstantValue, Value } from "../graph/value.ts";
import { elementwise } from "./activations.ts";
import { constantFor } from "./broadcast.ts";
import type { Translation, Translations } from "./translation.ts";

/** What a file can make out of nothing: more must lie in the file. */
const largestMade = 2 ** 24;

export function known(dtype: OnnxDtype, shape: readonly number[], values: ArrayLike<number>): ConstantValue {
  const data = dtype === "float32" ? Float32Array.from(values) : Float64Array.from(values);
  return { kind: "constant", dtype, shape, data };
}

const constant: Translation = (context) => {
  for (const [name, attribute] of context.node.attributes) {
    if (name === "value" && attribute.kind === "tensor") return { kind: "constant", ...attribute.value };
    if (attribute.kind === "float") return known("float32", [], [attribute.value]);
    if (attribute.kind === "int") return known("int32", [], [attribute.value]);
    if (attribute.kind === "floats") return known("float32", [attribute.value.length], attribute.value);
    if (attribute.kind === "ints") return known("int32", [attribute.value.length], attribute.value);
  }
  throw context.refused("holds neither numbers nor a tensor.");
};

function assertRoom(context: NodeContext, shape: readonly number[]): void {
  const size = shape.reduce((a, b) => a * b, 1);
  if (!(size >= 0 && size <= largestMade)) {
    throw context.damaged(`expected at most ${largestMade} numbers, received the shape [${shape}].`);
  }
}

const constantOfShape: Translation = (context) => {
  const shape = context.dims(0);
  const given = context.attribute("value");
  const filler = given?.kind === "tensor" ? given.value : known("float32", [1], [0]);
  const [first, ...rest] = shape;
  if (rest.some(isOpen)) throw context.refused("has the batch behind another axis.");
  const copies = first !== undefined && isOpen(first) ? first.batch : 0;
  const own = (copies > 0 ? [1, ...rest] : shape) as number[];
  assertRoom(context, own);
  const size = own.reduce((a, b) => a * b, 1);
  const value = known(filler.dtype, own, new Float64Array(size).fill(filler.data[0] ?? 0));
  return copies > 0 ? context.builder.constant(context.origin, value, copies) : value;
};

const range: Translation = (context) => {
  const ends = [0, 1, 2].map((position) => context.constant(position));
  if (ends.some((end) => end === undefined)) throw context.refused("counts to the size of the batch.");
  const [start, limit, step] = ends.map((end) => (end as ConstantValue).data[0]) as [number, number, number];
  const count = Math.max(0, Math.ceil((limit - start) / step));
  assertRoom(context, [count]);
  return known(
    (ends[0] as ConstantValue).dtype,
    [count],
    Float64Array.from({ length: count }, (_, i) => start + i * step),
  );
};

function castConstant(value: ConstantValue, dtype: OnnxDtype): ConstantValue {
  const convert =
    dtype === "int32" ? Math.trunc : dtype === "bool" ? (x: number) => (x === 0 ? 0 : 1) : (x: number) => x;
  return known(dtype, value.shape, value.data.map(convert));
}

const cast: Translation = (context) => {
  const value = context.value(0);
  const dtype =
    context.node.operator === "CastLike"
      ? ((other: Value): OnnxDtype => (other.kind === "sizes" ? "int32" : other.dtype))(context.value(1))
      : onnxDtype(context.int("to", 1), context.where);
  if (value.kind === "constant") return castConstant(value, dtype);
  if (value.kind === "sizes")
    return value.dims.some(isOpen) ? value : castConstant(context.constant(0) as ConstantValue, dtype);
  const from = value.dtype;
  if (from === dtype) return value;
  const operation =
    dtype === "bool" ? "truth" : dtype === "int32" && from === "float32" ? "integer" : "number";
  return { ...elementwise(context, value, operation), dtype };
};

const shape: Translation = (context) => {
  const sides: readonly Dim[] = context.value(0).shape;
  const bound = (x: number) => Math.min(Math.max(x < 0 ? x + sides.length : x, 0), sides.length);
  const dims = sides.slice(bound(context.int("start", 0)), bound(context.int("end", sides.length)));
  return { kind: "sizes", shape: [dims.length], dims };
};

const size: Translation = (context) => {
  const sides: readonly Dim[] = context.value(0).shape;
  const open = sides.filter(isOpen);
  if (open.length > 1) throw context.refused(`counts the entries of ${shapeText(sides)}.`);
  const count = sides.reduce<number>((product, dim) => product * (isOpen(dim) ? dim.batch : dim), 1);
  return { kind: "sizes", shape: [], dims: [open.length > 0 ? { batch: count } : count] };
};

const cumulativeSum: Translation = (context) => {
  const x = context.carried(0);
  const axis = context.axis(context.numbers(1)[0] ?? 0, x.shape.length);
  if (isOpen(x.shape[axis] as Dim)) throw context.refused("sums along the batch.");
  const settings = { exclusive: context.int("exclusive", 0) === 1, reverse: context.int("reverse", 0) === 1 };
  return context.same(x, (name) => new CumulativeSum({ name, axis: x.axes.indexOf(axis), ...settings }));
};

const argumentOf =
  (smallest: boolean): Translation =>
  (context) => {
    const x = context.carried(0);
    const axis = context.axis(context.int("axis", 0), x.shape.length);
    if (isOpen(x.shape[axis] as Dim)) throw context.refused("compares samples of the batch.");
    if (context.int("select_last_index", 0) !== 0)
      throw context.refused("takes the last of several equal entries.");
    const keep = context.int("keepdims", 1) === 1;
    const kept = x.axes.filter((own) => keep || own !== axis);
    const sides = x.shape.map((dim, i) => (i === axis ? 1 : dim));
    const plan = context.layer({
      make: (name) => new ArgumentOfMaximum({ name, axis: x.axes.indexOf(axis), keep, smallest }),
      inputs: [x.plan],
      shape: kept.map((own) => sides[own] as Dim),
    });
    const axes = kept.map((own) => (!keep && own > axis ? own - 1 : own));
    return { ...x, plan, shape: keep ? sides : sides.filter((_, i) => i !== axis), axes, dtype: "int32" };
  };

/** Keeps a triangle of the last two axes. */
const triangle: Translation = (context) => {
  const x: CarriedValue = context.carried(0);
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  if (typeof rows !== "number" || typeof columns !== "number") throw context.refused("cuts the batch.");
  const upper = context.int("upper", 1) === 1;
  const shift = context.has(1) ? (context.numbers(1)[0] ?? 0) : 0;
  const mask = Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return Number(upper ? column - row >= shift : column - row <= shift);
  });
  const own = constantFor(known("float32", [rows, columns], mask), x.axes);
  return context.same(
    x,
    (name) => new Arithmetic({ name, operation: "multiply", constant: "right", constantShape: own.shape }),
    { weights: [{ name: "constant", ...own }] },
  );
};

/** Constants, sizes, number types, and what looks through entries in order. */
export const constants: Translations = {
  ArgMax: argumentOf(false),
  ArgMin: argumentOf(true),
  Cast: cast,
  CastLike: cast,
  Constant: constant,
  ConstantOfShape: constantOfShape,
  CumSum: cumulativeSum,
  Range: range,
  Shape: shape,
  Size: size,
  Trilu: triangle,
};
