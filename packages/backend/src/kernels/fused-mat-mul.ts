import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { activate, type FusedAttributes, isFusible } from "./fused-activation.ts";
import { matrixProduct } from "./matrix-product.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface FusedMatMulAttributes extends FusedAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** A dense layer's product, bias and activation by our own kernel, which starts every tile from the bias. */
export const fusedMatMul: WasmKernel = {
  name: "_FusedMatMul",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    if (native === null) return stock as tf.KernelFunc;
    const kernel = (args: KernelArguments<"a" | "b" | "bias", FusedMatMulAttributes>) => {
      const { inputs, attrs } = args;
      const own = isFusible(attrs.activation)
        ? matrixProduct(tensorflow, native, { ...inputs, ...attrs })
        : null;
      if (own === null) return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      return activate(tensorflow, native, own, attrs);
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
