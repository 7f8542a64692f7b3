import { type Dim, divideDim, isOpen, sameDim, timesDim } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { Value } from "../graph/value.ts";

/** Sizes are short lists; longer ones are data, which the network's own operations compute. */
const longest = 4096;

interface Entries {
  readonly shape: readonly number[];
  readonly dims: readonly Dim[];
}

type Rule = (context: NodeContext, inputs: readonly Entries[]) => Entries | undefined;
type Pairwise = (a: Dim, b: Dim) => Dim | undefined;

const both =
  (compute: (a: number, b: number) => number): Pairwise =>
  (a, b) =>
    isOpen(a) || isOpen(b) ? undefined : compute(a, b);

/** Sums of multiples of the batch are multiples of the batch; with anything else they are no size. */
const plus =
  (sign: 1 | -1): Pairwise =>
  (a, b) => {
    if (isOpen(a) && isOpen(b))
      return a.batch + sign * b.batch === 0 ? 0 : { batch: a.batch + sign * b.batch };
    if (isOpen(a)) return b === 0 ? a : undefined;
    if (isOpen(b)) return a === 0 && sign === 1 ? b : undefined;
    return a + sign * b;
  };

/** A batch of unknown size is no negative number, and never taken for a marker such as −1. */
const same: Pairwise = (a, b) => (isOpen(a) === isOpen(b) ? Number(sameDim(a, b)) : 0);

const pairwise =
  (compute: Pairwise): Rule =>
  (_, inputs) => {
    const [a, b] = inputs as [Entries, Entries];
    const length = Math.max(a.dims.length, b.dims.length);
    if ([a, b].some(({ dims }) => dims.length !== length && dims.length !== 1)) return undefined;
    const longer = a.dims.length === length && a.shape.length >= b.shape.length ? a : b;
    if (longer.dims.length !== length) return undefined;
    const at = ({ dims }: Entries, i: number) => (dims.length === 1 ? dims[0] : dims[i]) as Dim;
    const dims = Array.from({ length }, (__, i) => compute(at(a, i), at(b, i)));
    return dims.includes(undefined) ? undefined : { shape: longer.shape, dims: dims as Dim[] };
  };

const single =
  (compute: (dim: number) => number): Rule =>
  (_, [x]) => {
    const dims = (x as Entries).dims.map((dim) => (isOpen(dim) ? undefined : compute(dim)));
    return dims.includes(undefined) ? undefined : { shape: (x as Entries).shape, dims: dims as Dim[] };
  };

const unchanged: Rule = (_, [x]) => x;

const list = (dims: readonly Dim[]): Entries => ({ shape: [dims.length], dims });

const gather: Rule = (context, inputs) => {
  const [data, places] = inputs as [Entries, Entries];
  if (data.shape.length !== 1 || context.int("axis", 0) > 0) return undefined;
  const dims = places.dims.map((place) => data.dims[context.axis(place as number, data.dims.length)] as Dim);
  return { shape: places.shape, dims };
};

const concat: Rule = (_, inputs) =>
  inputs.every(({ shape }) => shape.length === 1) ? list(inputs.flatMap(({ dims }) => dims)) : undefined;

const slice: Rule = (context, inputs) => {
  const [data] = inputs as [Entries];
  const part = (position: number, name: string, otherwise: number) =>
    (inputs[position]?.dims[0] ?? context.ints(name)?.[0] ?? otherwise) as Dim;
  const [start, end, step] = [part(1, "starts", 0), part(2, "ends", 0), inputs[4]?.dims[0] ?? 1];
  if (data.shape.length !== 1 || step !== 1 || isOpen(start) || isOpen(end)) return undefined;
  return list(data.dims.slice(start, end));
};

const squeezed: Rule = (_, [x]) => (x?.dims.length === 1 ? { shape: [], dims: x.dims } : x);
const unsqueezed: Rule = (_, [x]) => (x?.shape.length === 0 ? list(x.dims) : undefined);

const reshaped: Rule = (_, inputs) => {
  const [data, shape] = inputs as [Entries, Entries];
  if (shape.dims.length === 0) return { shape: [], dims: data.dims };
  const [side] = shape.dims;
  return shape.dims.length === 1 && (side === -1 || side === data.dims.length) ? list(data.dims) : undefined;
};

const product: Rule = (context, [x]) => {
  const dims = (x as Entries).dims;
  const result = dims.reduce<Dim | undefined>((a, b) => (a === undefined ? undefined : timesDim(a, b)), 1);
  if (result === undefined) return undefined;
  return context.int("keepdims", 1) === 1 ? list([result]) : { shape: [], dims: [result] };
};

const where: Rule = (_, inputs) => {
  const [condition, a, b] = inputs as [Entries, Entries, Entries];
  const length = Math.max(...inputs.map(({ dims }) => dims.length));
  const longer = inputs.find(({ dims }) => dims.length === length) as Entries;
  if (inputs.some(({ dims }) => dims.length !== length && dims.length !== 1)) return undefined;
  const at = ({ dims }: Entries, i: number) => (dims.length === 1 ? dims[0] : dims[i]) as Dim;
  const dims = Array.from({ length }, (__, i) => (at(condition, i) === 0 ? at(b, i) : at(a, i)));
  return { shape: longer.shape, dims };
};

const quotient: Pairwise = (a, b) => {
  if (isOpen(a) || isOpen(b)) return divideDim(a, b);
  return b === 0 ? undefined : Math.trunc(a / b);
};

const rules: Readonly<Record<string, Rule>> = {
  Abs: single(Math.abs),
  Add: pairwise(plus(1)),
  And: pairwise(both((a, b) => Number(a !== 0 && b !== 0))),
  Cast: unchanged,
  Ceil: unchanged,
  Concat: concat,
  Div: pairwise(quotient),
  Equal: pairwise(same),
  Floor: unchanged,
  Gather: gather,
  Greater: pairwise(both((a, b) => Number(a > b))),
  GreaterOrEqual: pairwise(both((a, b) => Number(a >= b))),
  Identity: unchanged,
  Less: pairwise(both((a, b) => Number(a < b))),
  LessOrEqual: pairwise(both((a, b) => Number(a <= b))),
  Max: pairwise(both(Math.max)),
  Min: pairwise(both(Math.min)),
  Mod: pairwise(both((a, b) => (b === 0 ? 0 : ((a % b) + b) % b))),
  Mul: pairwise(timesDim),
  Neg: single((x) => -x),
  Not: single((x) => Number(x === 0)),
  Or: pairwise(both((a, b) => Number(a !== 0 || b !== 0))),
  ReduceProd: product,
  Reshape: reshaped,
  Slice: slice,
  Squeeze: squeezed,
  Sub: pairwise(plus(-1)),
  Unsqueeze: unsqueezed,
  Where: where,
};

const truths = new Set(["And", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "Or"]);

function entriesOf(value: Value): Entries | undefined {
  if (value.kind === "sizes") return value;
  if (value.kind === "carried" || value.data.length > longest) return undefined;
  return { shape: value.shape, dims: [...value.data] };
}

/**
 * What a node makes of sizes: lists of whole numbers and multiples of the batch, which networks compute shapes with.
 *
 * @returns undefined where the node computes with other things, or what comes out is no list of sizes
 */
export function sizeArithmetic(context: NodeContext): Value | undefined {
  const { operator } = context.node;
  if (!Object.hasOwn(rules, operator) || context.count === 0) return undefined;
  const values = context.values;
  const isCast = operator === "Cast" && context.int("to", 1) !== 7 && context.int("to", 1) !== 6;
  if (values.length !== context.count && operator !== "Slice") return undefined;
  const whole = values.every(
    (value) => value.kind === "sizes" || (value.kind === "constant" && value.dtype !== "float32"),
  );
  const isOpenSize = values.some((value) => value.kind === "sizes" && value.dims.some(isOpen));
  if (!isOpenSize && (!whole || isCast)) return undefined;
  const inputs = values.map(entriesOf);
  if (inputs.includes(undefined)) return undefined;
  const result = (rules[operator] as Rule)(context, inputs as Entries[]);
  if (!result) return undefined;
  const { shape, dims } = result;
  if (dims.some(isOpen)) return { kind: "sizes", shape, dims };
  const dtype = truths.has(operator) ? "bool" : "int32";
  return { kind: "constant", dtype, shape, data: Float64Array.from(dims as readonly number[]) };
}
