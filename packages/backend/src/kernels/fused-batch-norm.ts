import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

type Inputs = "x" | "mean" | "variance" | "offset" | "scale";

/** Batch normalisation with given statistics of one value per channel, in one pass; other shapes stay with stock. */
export const fusedBatchNorm: WasmKernel = {
  name: "FusedBatchNorm",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    if (native === null) return stock as tf.KernelFunc;
    const kernel = (args: KernelArguments<Inputs, { readonly varianceEpsilon: number }>) => {
      const { x, mean, variance, offset, scale } = args.inputs as Readonly<
        Record<Inputs, tf.Tensor | undefined>
      > & { x: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor };
      const columns = x.shape.at(-1) as number;
      const statistics = [mean, variance, offset, scale].filter((tensor) => tensor !== undefined);
      const size = tensorflow.util.sizeFromShape;
      const perChannel = statistics.every(
        (tensor) => tensor === null || (size(tensor.shape) === columns && tensor.dtype === "float32"),
      );
      if (x.dtype !== "float32" || !perChannel || size(x.shape) === 0) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      const y = native.output(x.shape, "float32");
      const pointer = (tensor: tf.Tensor | null | undefined) => (tensor ? native.pointer(tensor) : 0);
      native.functions.normalize(
        native.pointer(x),
        native.pointer(mean),
        native.pointer(variance),
        pointer(scale),
        pointer(offset),
        args.attrs.varianceEpsilon,
        native.pointer(y),
        size(x.shape) / columns,
        columns,
        native.scratch(2 * columns),
      );
      return y;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
