import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over all axes but the last ones (bias and batch-normalisation gradients) without a transpose.
 *
 * Stock wasm transposes the whole tensor first. Sums over many rows are kept in float64, so they are at least as accurate.
 */
export const sum: WasmKernel = {
  name: "Sum",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    const kernel = (args: KernelArguments<"x", SumAttributes>) => {
      const { x } = args.inputs;
      const rank = x.shape.length;
      const axes = tensorflow.util.parseAxisParam(args.attrs.axis, x.shape).sort((a, b) => a - b);
      const leading = axes.length > 0 && axes.length < rank && axes.every((axis, i) => axis === i);
      const kept = x.shape.slice(axes.length);
      const columns = tensorflow.util.sizeFromShape(kept);
      if (x.dtype !== "float32" || !leading || x.size === 0) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      const shape = args.attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept;
      if (native !== null) {
        const sums = native.output(shape, "float32");
        const totals = native.scratch(2 * columns);
        native.functions.columnSums(
          native.pointer(x),
          0,
          native.pointer(sums),
          x.size / columns,
          columns,
          totals,
          1,
        );
        return sums;
      }
      const output = args.backend.makeOutput(shape, "float32");
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
