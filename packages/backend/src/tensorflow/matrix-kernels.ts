import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "../kernels/wasm-memory.ts";
import { type Operand, type RawOperations, rawOperations } from "./raw-operations.ts";

interface Factors {
  readonly a: tf.Tensor;
  readonly b: tf.Tensor;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface FusedAttributes extends Pick<Factors, "transposeA" | "transposeB"> {
  readonly activation?: string | null;
}

/** A product of two matrices by TensorFlow's MatMul, also where tfjs passes them as batches of one. */
const batchMatMul: WasmKernel = {
  name: "BatchMatMul",
  create: (tensorflow, stock) =>
    kernel<"a" | "b", Pick<Factors, "transposeA" | "transposeB">>(stock, ({ inputs, attrs }) =>
      product(rawOperations(tensorflow) as RawOperations, { ...inputs, ...attrs }),
    ),
};

/** A dense layer without activation: MatMul and BiasAdd. */
const fusedMatMul: WasmKernel = {
  name: "_FusedMatMul",
  create: (tensorflow, stock) =>
    kernel<"a" | "b" | "bias", FusedAttributes>(stock, ({ inputs: { a, b, bias }, attrs }) => {
      const raw = rawOperations(tensorflow) as RawOperations;
      if ((attrs.activation ?? "linear") !== "linear") return null;
      if (((bias as tf.Tensor | undefined) ?? null) === null) {
        return product(raw, { a, b, ...attrs });
      }
      const columns = b.shape[attrs.transposeB ? b.rank - 2 : b.rank - 1];
      if (bias.rank !== 1 || bias.size !== columns || bias.dtype !== "float32") return null;
      return product(raw, { a, b, ...attrs }, bias);
    }),
};

/** A sum over all axes but the last, the gradient of every bias. */
const sum: WasmKernel = {
  name: "Sum",
  create: (tensorflow, stock) =>
    kernel<"x", { readonly axis: number | number[]; readonly keepDims?: boolean }>(
      stock,
      ({ inputs: { x }, attrs: { axis, keepDims } }) => {
        const axes = tensorflow.util.parseAxisParam(axis, x.shape);
        const leading = axes.length === x.rank - 1 && !axes.includes(x.rank - 1);
        const columns = x.shape.at(-1) ?? 0;
        if (!leading || keepDims === true || x.rank < 2 || x.size === 0 || x.dtype !== "float32") return null;
        const raw = rawOperations(tensorflow) as RawOperations;
        const rows = raw.storedLike(x, [x.size / columns, columns]);
        // BiasAddGrad walks through rows, and takes up to nine times as long as a sum when they are short.
        if (columns < 16) return sumOfRows(tensorflow, raw, rows);
        return raw.compute("BiasAddGrad", [], [rows]);
      },
    ),
};

/** tfjs-node's kernels of matrices in fewer and cheaper operations of TensorFlow's. */
export const matrixKernels: readonly WasmKernel[] = [batchMatMul, fusedMatMul, sum];

/** The stock kernel where ours does not apply and gives null. */
function kernel<I extends string, A>(
  stock: tf.KernelFunc | undefined,
  own: (args: KernelArguments<I, A>) => tf.TensorInfo | null,
): tf.KernelFunc {
  const either = (args: KernelArguments<I, A>) =>
    own(args) ?? (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
  return either as unknown as tf.KernelFunc;
}

/** a · b (+ bias) of their rank, or null where there is more than one matrix in a batch or an unusual type. */
function product(
  raw: RawOperations,
  { a, b, transposeA, transposeB }: Factors,
  bias?: tf.Tensor,
): tf.TensorInfo | null {
  const [left, right] = [asMatrix(a), asMatrix(b)];
  if (left === null || right === null) return null;
  const attributes = [
    ...(transposeA ? [raw.attribute("bool", "transpose_a", true)] : []),
    ...(transposeB ? [raw.attribute("bool", "transpose_b", true)] : []),
  ];
  const rows = left.shape[transposeA ? 1 : 0] as number;
  const columns = right.shape[transposeB ? 0 : 1] as number;
  const shape = [...Array(Math.max(a.rank, b.rank) - 2).fill(1), rows, columns];
  if (bias === undefined) return raw.compute("MatMul", attributes, [left, right], shape);
  const matrix = raw.compute("MatMul", attributes, [left, right]);
  const shifted = raw.compute("BiasAdd", [], [matrix, bias], shape);
  raw.drop(matrix);
  return shifted;
}

/** Σ over all axes but the last. */
function sumOfRows(tensorflow: typeof tf, raw: RawOperations, rows: Operand): tf.TensorInfo {
  const axes = tensorflow.tensor1d([...rows.shape.keys()].slice(0, -1), "int32");
  const total = raw.compute("Sum", [], [rows, axes]);
  axes.dispose();
  return total;
}

function asMatrix({ dataId, dtype, shape, rank, size }: tf.Tensor): Operand | null {
  const alone = shape.slice(0, -2).every((length) => length === 1);
  if (dtype !== "float32" || rank < 2 || size === 0 || !alone) return null;
  return { dataId, shape: shape.slice(-2) };
}
