import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface BatchMatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * Matrix product whose transposed operands are transposed first.
 *
 * Stock wasm multiplies transposed operands in a plain triple loop (some twenty times slower); an explicit transpose is
 * cheap and lets the untransposed, vectorised path do the work.
 */
export const batchMatMul: WasmKernel = {
  name: "BatchMatMul",
  create(tensorflow, stock) {
    const swapLastAxes = (x: tf.Tensor): tf.Tensor => {
      const axes = x.shape.map((_, axis) => axis);
      const last = axes.length - 1;
      [axes[last - 1], axes[last]] = [last, last - 1];
      return tensorflow.transpose(x, axes);
    };
    const kernel = ({ inputs, attrs, backend }: KernelArguments<"a" | "b", BatchMatMulAttributes>) => {
      const { a, b } = inputs;
      const { transposeA, transposeB } = attrs;
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
