import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { leadingAxes } from "./leading-axes.ts";
import { nativeSum } from "./native-sum.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface MeanAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/** Means over the first axes (a batch's statistics, a loss) without the transpose that stock wasm begins with. */
export const mean: WasmKernel = {
  name: "Mean",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    if (native === null) return stock as tf.KernelFunc;
    const kernel = (args: KernelArguments<"x", MeanAttributes>) => {
      const { x } = args.inputs;
      const axes = tensorflow.util.parseAxisParam(args.attrs.axis, x.shape).sort((a, b) => a - b);
      const layout = leadingAxes(x.shape, axes, args.attrs.keepDims);
      if (x.dtype !== "float32" || layout === null) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      return nativeSum(native, x, layout, 1 / layout.rows);
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
