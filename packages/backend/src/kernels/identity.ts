import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/**
 * A clone that shares its values, as on the cpu backend.
 *
 * Stock wasm copies them, and the tape clones whatever it saves for the gradient. Nothing writes into a tensor that was
 * handed out, so sharing is not seen.
 */
export const identity: WasmKernel = {
  name: "Identity",
  create(_, stock) {
    const kernel = (args: KernelArguments<"x", object>) => {
      const { dataId, shape, dtype } = args.inputs.x;
      if (dtype === "string") {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      args.backend.incRef(dataId);
      return { dataId, shape, dtype };
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
