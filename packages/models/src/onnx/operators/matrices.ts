import * as tf from "@tensorflow/tfjs";
import { MatrixProduct } from "../../layers/matrix-product.ts";
import { arranged, inOrder } from "../graph/arrange.ts";
import { type Dim, isOpen, sameDim, shapeText } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { identityAxes, permuted } from "../graph/permute.ts";
import type { PlannedWeight } from "../graph/plan.ts";
import { reshapedValue } from "../graph/reshape-value.ts";
import type { CarriedValue, ConstantValue } from "../graph/value.ts";
import { broadcastDims, withRank } from "./broadcast.ts";
import { einsum } from "./einsum.ts";
import type { Translation, Translations } from "./translation.ts";

/** x [.., k] times a known matrix [k, units], and a known bias: a dense layer. */
function dense(
  context: NodeContext,
  value: CarriedValue,
  {
    kernel,
    bias,
  }: {
    readonly kernel: { data: ArrayLike<number>; shape: readonly number[] };
    readonly bias?: PlannedWeight;
  },
): CarriedValue {
  const rank = value.shape.length;
  const [inner, units] = kernel.shape as [number, number];
  if (!sameDim(value.shape[rank - 1] as number, inner)) {
    throw context.damaged(
      `expected a matrix of ${shapeText(value.shape.slice(-1))} rows, received [${kernel.shape}].`,
    );
  }
  // The axis that is summed over must be the last one; the others may stand in any order.
  const rest = value.axes.filter((axis) => axis !== rank - 1);
  const x = arranged(context.builder, value, { axes: [...rest, rank - 1], origin: context.origin });
  const shape = [...x.shape.slice(0, -1), units];
  const plan = context.layer({
    make: (name) => tf.layers.dense({ name, units, useBias: bias !== undefined }),
    inputs: [x.plan],
    weights: [{ name: "kernel", data: kernel.data, shape: kernel.shape }, ...(bias ? [bias] : [])],
    shape: [...x.plan.shape.slice(0, -1), units],
  });
  return { ...x, plan, shape, dtype: "float32" };
}

/** The product of two stacks of matrices, either of which may be known. */
function product(context: NodeContext, a: CarriedValue, b: CarriedValue): CarriedValue {
  const rank = Math.max(a.shape.length, b.shape.length, 2);
  const [left, right] = [a, b].map((value) =>
    inOrder(context.builder, withRank(context, value, rank), context.origin),
  ) as [CarriedValue, CarriedValue];
  if (!sameDim(left.shape[rank - 1] as number, right.shape[rank - 2] as number)) {
    throw context.damaged(
      `expected matrices that fit, received ${shapeText(left.shape)} and ${shapeText(right.shape)}.`,
    );
  }
  if (isOpen(left.shape[rank - 1] as Dim)) context.builder.mixesSamples = true;
  const front = broadcastDims(context, left.shape.slice(0, -2), right.shape.slice(0, -2));
  const shape = [...front, left.shape[rank - 2] as number, right.shape[rank - 1] as number];
  const plan = context.layer({
    make: (name) => new MatrixProduct({ name }),
    inputs: [left.plan, right.plan],
    shape,
    depth: Number(left.shape[rank - 1]),
  });
  return { kind: "carried", plan, shape, axes: identityAxes(rank), dtype: "float32" };
}

const matMul: Translation = (context) => {
  const [a, b] = [context.value(0), context.value(1)];
  const known = b.kind === "carried" ? undefined : context.constant(1);
  if (known?.shape.length === 2 && a.kind === "carried" && a.shape.length >= 2) {
    return dense(context, a, { kernel: known });
  }
  const [x, y] = [context.carried(0), context.carried(1)];
  const vectors = [x.shape.length === 1, y.shape.length === 1] as const;
  if (!vectors[0] && !vectors[1]) return product(context, x, y);
  // A vector is a matrix of one row or column, which the result does not keep.
  const widened = (value: CarriedValue, shape: CarriedValue["shape"]) =>
    reshapedValue(context.builder, value, { shape, origin: context.origin }) as CarriedValue;
  const result = product(
    context,
    vectors[0] ? widened(x, [1, ...x.shape]) : x,
    vectors[1] ? widened(y, [...y.shape, 1]) : y,
  );
  const rank = result.shape.length;
  const shape = result.shape.filter(
    (_, i) => !((vectors[0] && i === rank - 2) || (vectors[1] && i === rank - 1)),
  );
  return widened(result, shape);
};

function scaled(values: ArrayLike<number>, factor: number): ArrayLike<number> {
  return factor === 1 ? values : Float32Array.from(values, (value) => value * factor);
}

/** A known bias as a list of `units`, where it is the same for every row. */
function biasOf(bias: ConstantValue | undefined, units: number, beta: number): PlannedWeight | undefined {
  if (!bias) return undefined;
  const { data, shape } = bias;
  if (data.length !== 1 && !(data.length === units && shape.at(-1) === units)) return undefined;
  const list = data.length === 1 ? new Float32Array(units).fill(data[0] as number) : data;
  return { name: "bias", data: scaled(list, beta), shape: [units] };
}

/** alpha · a · b + beta · c, where a and b may be transposed. */
const gemm: Translation = (context) => {
  const [alpha, beta] = [context.float("alpha", 1), context.float("beta", 1)];
  const isTransposed = (name: string) => context.int(name, 0) !== 0;
  const a = context.carried(0);
  if (a.shape.length !== 2) throw context.damaged(`expected a matrix, received ${shapeText(a.shape)}.`);
  const turned = (value: CarriedValue): CarriedValue => ({
    ...value,
    shape: [value.shape[1] as number, value.shape[0] as number],
    axes: value.axes.map((axis) => 1 - axis),
  });
  const x = isTransposed("transA") ? turned(a) : a;
  const matrix = context.value(1).kind === "carried" ? undefined : context.constant(1);
  const bias = context.has(2) && context.value(2).kind !== "carried" ? context.constant(2) : undefined;
  if (!matrix || (context.has(2) && !bias)) {
    const b = context.carried(1);
    if (alpha !== 1 || context.has(2))
      throw context.refused("adds or scales, and its matrix is computed in the network.");
    return product(context, x, isTransposed("transB") ? turned(b) : b);
  }
  if (matrix.shape.length !== 2) throw context.damaged(`expected a matrix, received [${matrix.shape}].`);
  const axes = isTransposed("transB") ? [1, 0] : [0, 1];
  const kernel = {
    data: scaled(permuted(matrix.data, matrix.shape, axes), alpha),
    shape: axes.map((axis) => matrix.shape[axis] as number),
  };
  const list = biasOf(bias, kernel.shape[1] as number, beta);
  if (bias && !list) throw context.refused("its bias differs between rows.");
  return dense(context, x, { kernel, ...(list ? { bias: list } : {}) });
};

/** Products of matrices. */
export const matrices: Translations = { Einsum: einsum, Gemm: gemm, MatMul: matMul };
