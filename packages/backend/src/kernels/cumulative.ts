import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/**
 * Running sums and products from the end, as those from the start of the reversed tensor: stock webgpu is wrong there for
 * lengths that are no power of two.
 */
export const cumulative: readonly WasmKernel[] = ["Cumsum", "Cumprod"].map((name) => ({
  name,
  create(tensorflow, stock) {
    const kernel = (args: KernelArguments<"x", Attributes>) => {
      const run = (x: tf.Tensor) => {
        const changed = { ...args, inputs: { x }, attrs: { ...args.attrs, reverse: false } };
        return (stock as tf.KernelFunc)(changed as unknown as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo;
      };
      const { x } = args.inputs;
      if (!args.attrs.reverse) return run(x);
      const { axis } = args.attrs;
      const backwards = tensorflow.reverse(x, axis);
      const result = tensorflow.engine().makeTensorFromTensorInfo(run(backwards));
      backwards.dispose();
      const forwards = tensorflow.reverse(result, axis);
      result.dispose();
      return forwards;
    };
    return kernel as unknown as tf.KernelFunc;
  },
}));
