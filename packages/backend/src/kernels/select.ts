import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/** Chooses between float32 tensors of one shape in vectors; the rest stays with stock, a loop over single values. */
export const select: WasmKernel = {
  name: "Select",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    if (native === null) return stock as tf.KernelFunc;
    const equal = tensorflow.util.arraysEqual;
    const kernel = (args: KernelArguments<"condition" | "t" | "e", object>) => {
      const { condition, t, e } = args.inputs;
      const floats = t.dtype === "float32" && e.dtype === "float32" && condition.dtype === "bool";
      if (!floats || !equal(condition.shape, t.shape) || !equal(t.shape, e.shape)) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      const output = native.output(t.shape, "float32");
      native.functions.selectValues(
        native.pointer(condition),
        native.pointer(t),
        native.pointer(e),
        native.pointer(output),
        tensorflow.util.sizeFromShape(t.shape),
      );
      return output;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
