import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/** Repeats whole runs of memory, one axis after another from the last on; stock wasm finds the place of each value. */
export const tile: WasmKernel = {
  name: "Tile",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    if (native === null) return stock as tf.KernelFunc;
    const kernel = (args: KernelArguments<"x", { readonly reps: readonly number[] }>) => {
      const { inputs, attrs, backend } = args;
      const { x } = inputs;
      const axes = attrs.reps.flatMap((times, axis) => (times === 1 ? [] : [{ times, axis }])).reverse();
      const possible = attrs.reps.length === x.shape.length && !attrs.reps.includes(0) && axes.length > 0;
      if (x.dtype !== "float32" || !possible || x.shape.includes(0)) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      let from: tf.TensorInfo = x;
      for (const { times, axis } of axes) {
        const shape = from.shape.map((size, i) => (i === axis ? size * times : size));
        const count = tensorflow.util.sizeFromShape(from.shape.slice(0, axis));
        const length = tensorflow.util.sizeFromShape(from.shape.slice(axis));
        const to = native.output(shape, "float32");
        native.functions.repeatRuns(native.pointer(from), native.pointer(to), count, length, times);
        if (from !== x) backend.disposeData(from.dataId);
        from = to;
      }
      return from;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
