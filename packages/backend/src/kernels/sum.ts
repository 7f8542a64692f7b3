import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { leadingAxes } from "./leading-axes.ts";
import { nativeSum } from "./native-sum.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over the first axes (bias and batch-normalisation gradients) without a transpose.
 *
 * Stock wasm transposes the whole tensor first. Sums over many rows are kept in float64, so they are at least as accurate.
 */
export const sum: WasmKernel = {
  name: "Sum",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    const kernel = (args: KernelArguments<"x", SumAttributes>) => {
      const { x } = args.inputs;
      const axes = tensorflow.util.parseAxisParam(args.attrs.axis, x.shape).sort((a, b) => a - b);
      const layout = leadingAxes(x.shape, axes, args.attrs.keepDims);
      if (x.dtype !== "float32" || layout === null) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      if (native !== null) return nativeSum(native, x, layout, 1);
      const { columns, outShape } = layout;
      const output = args.backend.makeOutput(outShape, "float32");
      const values = args.backend.typedArrayFromHeap(x);
      const totals = new Float64Array(columns);
      for (let start = 0; start < values.length; start += columns) {
        for (let column = 0; column < columns; column++) {
          totals[column] = (totals[column] as number) + (values[start + column] as number);
        }
      }
      args.backend.typedArrayFromHeap(output).set(totals);
      return output;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
