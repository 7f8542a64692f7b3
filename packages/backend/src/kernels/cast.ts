import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/** A cast to the type that the tensor has already shares its values; stock wasm copies them, and tfjs-node asks TensorFlow. */
export const cast: WasmKernel = {
  name: "Cast",
  create(_, stock) {
    const kernel = (args: KernelArguments<"x", { readonly dtype: tf.DataType }>) => {
      const { dataId, shape, dtype } = args.inputs.x;
      if (dtype !== args.attrs.dtype || dtype === "string") {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      args.backend.incRef(dataId);
      return { dataId, shape, dtype };
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
