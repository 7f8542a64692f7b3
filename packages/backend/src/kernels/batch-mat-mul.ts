import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { matrixProduct } from "./matrix-product.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface BatchMatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * Matrix product, by our own kernel or, where that cannot run, with transposed operands transposed first.
 *
 * Stock wasm multiplies transposed operands in a plain triple loop (some twenty times slower), multiplies a batch pair by
 * pair in another, and packs every weight that it has not seen before, which in training is every one.
 */
export const batchMatMul: WasmKernel = {
  name: "BatchMatMul",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    const swapLastAxes = (x: tf.Tensor): tf.Tensor => {
      const axes = x.shape.map((_, axis) => axis);
      const last = axes.length - 1;
      [axes[last - 1], axes[last]] = [last, last - 1];
      return tensorflow.transpose(x, axes);
    };
    const kernel = ({ inputs, attrs, backend }: KernelArguments<"a" | "b", BatchMatMulAttributes>) => {
      const { a, b } = inputs;
      const { transposeA, transposeB } = attrs;
      const own =
        native === null ? null : matrixProduct(tensorflow, native, { a, b, transposeA, transposeB });
      if (own !== null) return own;
      const left = transposeA ? swapLastAxes(a) : a;
      const right = transposeB ? swapLastAxes(b) : b;
      const product = (stock as tf.KernelFunc)({
        inputs: { a: left, b: right },
        attrs: { transposeA: false, transposeB: false },
        backend,
      });
      if (left !== a) left.dispose();
      if (right !== b) right.dispose();
      return product;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
