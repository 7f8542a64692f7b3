import { sizeOf } from "@ganlens/core";

interface Sized {
  readonly shape: readonly number[];
  readonly size: number;
}

type Numbers = readonly number[];
type Pairs = readonly Numbers[];

/** One operation of TensorFlow.js as its engine is asked for it. */
export interface KernelCall {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Sized | undefined>>;
  readonly attributes: object;
}

/** The tensors and settings that the rules below read; TensorFlow.js's own operations have checked them by then. */
type Rule = (
  inputs: Readonly<Record<"x" | "a" | "b" | "filter" | "images" | "image" | "boxes", Sized>> &
    Readonly<Record<"indices" | "logits" | "params", Sized>>,
  attributes: {
    readonly shape: Numbers;
    readonly reps: Numbers;
    readonly paddings: Pairs;
    readonly pad: number | string | Pairs;
    readonly size: Numbers;
    readonly cropSize: Numbers;
    readonly inputShape: Numbers;
    readonly outputShape: Numbers;
    readonly start: number;
    readonly stop: number;
    readonly step: number;
    readonly num: number;
    readonly depth: number;
    readonly numSamples: number;
    readonly axis: number;
    readonly transposeA: boolean;
    readonly transposeB: boolean;
    readonly equation: string;
  },
) => number;

const sum = (numbers: Numbers): number => numbers.reduce((total, number) => total + number, 0);

const paddedSize = ({ shape }: Sized, paddings: Pairs): number =>
  sizeOf(shape.map((side, i) => side + sum(paddings[i] ?? [])));

/** The size of shapes broadcast against each other. */
function broadcastSize(...shapes: readonly Numbers[]): number {
  const rank = Math.max(...shapes.map(({ length }) => length));
  let size = 1;
  for (let i = 1; i <= rank; i++) size *= Math.max(...shapes.map((shape) => shape.at(-i) ?? 1));
  return size;
}

/** How many values padding by `pad` adds along an axis. */
function paddingOf(pad: number | string | Pairs, axis: number): number {
  if (typeof pad === "number") return 2 * pad;
  return typeof pad === "string" ? 0 : sum(pad[axis] ?? []);
}

/** An upper bound, whatever the strides: each filter gives a channel, a depthwise one a channel per channel that comes in. */
const convolution =
  (depthwise: boolean): Rule =>
  ({ x, filter }, { pad }) => {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
    const filters = (filter.shape.at(-1) ?? 1) * (depthwise ? channels : 1);
    return batch * (height + paddingOf(pad, 1)) * (width + paddingOf(pad, 2)) * filters;
  };

const matrixProduct: Rule = ({ a, b }, { transposeA, transposeB }) => {
  const rows = a.shape.at(transposeA ? -1 : -2) ?? 1;
  const columns = b.shape.at(transposeB ? -2 : -1) ?? 1;
  return broadcastSize(a.shape.slice(0, -2), b.shape.slice(0, -2)) * rows * columns;
};

/** Multiplied out over all of its letters, as TensorFlow.js does it. */
const einsum: Rule = (inputs, { equation }) => {
  const sides = new Map<string, number>();
  const terms = equation.replace(/\s/g, "").split("->")[0]?.split(",") ?? [];
  Object.values<Sized>(inputs).forEach(({ shape }, i) => {
    for (const [axis, letter] of [...(terms[i] ?? "")].entries()) sides.set(letter, shape[axis] ?? 1);
  });
  return sizeOf([...sides.values()]);
};

const filled: Rule = (_, { shape }) => sizeOf(shape);
const padded: Rule = ({ x }, { paddings }) => paddedSize(x, paddings);
const resized: Rule = ({ images: { shape } }, { size }) => (shape[0] ?? 1) * sizeOf(size) * (shape[3] ?? 1);
const intoInput: Rule = (_, { inputShape }) => sizeOf(inputShape);
const joined: Rule = (inputs) => sum(Object.values<Sized>(inputs).map(({ size }) => size));

/** What grows. Every other operation gives out no more than it takes, or broadcasts `a` against `b`. */
const rules: Readonly<Record<string, Rule>> = {
  Fill: filled,
  BroadcastTo: filled,
  ScatterNd: filled,
  SparseToDense: (_, { outputShape }) => sizeOf(outputShape),
  Tile: ({ x }, { reps }) => x.size * sizeOf(reps),
  PadV2: padded,
  MirrorPad: padded,
  SpaceToBatchND: ({ x }, { paddings }) => paddedSize(x, [[0, 0], ...paddings]),
  ResizeBilinear: resized,
  ResizeNearestNeighbor: resized,
  CropAndResize: ({ image, boxes }, { cropSize }) =>
    (boxes.shape[0] ?? 1) * sizeOf(cropSize) * (image.shape[3] ?? 1),
  Range: (_, { start, stop, step }) => Math.abs((stop - start) / step),
  LinSpace: (_, { num }) => num,
  OneHot: ({ indices }, { depth }) => indices.size * depth,
  Multinomial: ({ logits }, { numSamples }) => (logits.shape[0] ?? 1) * numSamples,
  Conv2D: convolution(false),
  FusedConv2D: convolution(false),
  DepthwiseConv2dNative: convolution(true),
  FusedDepthwiseConv2D: convolution(true),
  Conv2DBackpropInput: intoInput,
  Conv3DBackpropInputV2: intoInput,
  DepthwiseConv2dNativeBackpropInput: intoInput,
  BatchMatMul: matrixProduct,
  _FusedMatMul: matrixProduct,
  Einsum: einsum,
  Concat: joined,
  Pack: joined,
  GatherV2: ({ x, indices }, { axis }) => (x.size / Math.max(1, x.shape.at(axis) ?? 1)) * indices.size,
  GatherNd: ({ params, indices }) =>
    sizeOf(indices.shape.slice(0, -1)) * sizeOf(params.shape.slice(indices.shape.at(-1))),
};

/** How many values an operation would give out at most; nothing is allocated. */
export function kernelOutputSize({ name, inputs, attributes }: KernelCall): number {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  const [given, settings] = [inputs, attributes] as unknown as Parameters<Rule>;
  if (rule) return rule(given, settings);
  const { a, b } = inputs;
  return a?.shape && b?.shape ? broadcastSize(a.shape, b.shape) : 0;
}
