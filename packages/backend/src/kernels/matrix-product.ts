import type * as tf from "@tensorflow/tfjs";
import type { NativeKernels } from "../native/native-kernels.ts";

/** What {@link matrixProduct} multiplies. */
export interface MatrixProduct {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** One value for each column of the product. */
  readonly bias?: tf.TensorInfo | undefined;
}

/**
 * op(a) · op(b) (+ bias) over the last two axes by our own kernel; one operand's leading axes may be all missing or one.
 *
 * @returns null when it is not a product that the kernel can do: other types, empty, or axes broadcast against each other
 */
export function matrixProduct(
  tensorflow: typeof tf,
  native: NativeKernels,
  { a, b, transposeA, transposeB, bias }: MatrixProduct,
): tf.TensorInfo | null {
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [rowsA = 0, columnsA = 0] = a.shape.slice(-2);
  const [rowsB = 0, columnsB = 0] = b.shape.slice(-2);
  const [m, depth] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [depthB, n] = transposeB ? [columnsB, rowsB] : [rowsB, columnsB];
  const outer = tensorflow.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const size = tensorflow.util.sizeFromShape;
  const [batch, batchA, batchB] = [size(outer), size(outerA), size(outerB)];
  const possible =
    a.dtype === "float32" &&
    b.dtype === "float32" &&
    depth === depthB &&
    batch * m * n * depth > 0 &&
    (batchA === batch || batchA === 1) &&
    (batchB === batch || batchB === 1) &&
    (bias === undefined || (bias.dtype === "float32" && size(bias.shape) === n));
  if (!possible) return null;
  const c = native.output([...outer, m, n], "float32");
  native.functions.matrixProducts(
    batch,
    m,
    n,
    depth,
    native.pointer(a),
    batchA === 1 ? 0 : m * depth,
    Number(transposeA),
    native.pointer(b),
    batchB === 1 ? 0 : depth * n,
    Number(transposeB),
    native.pointer(c),
    bias === undefined ? 0 : native.pointer(bias),
    native.productScratch,
  );
  return c;
}
