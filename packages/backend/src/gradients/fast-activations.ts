import type * as tf from "@tensorflow/tfjs";
import type { NativeFunctions, Gradient as NativeGradient } from "../native/native-functions.ts";
import { nativeKernels } from "../native/native-kernels.ts";
import type { Gradient } from "./gradient.ts";
import { isDifferentiated } from "./is-differentiated.ts";

type GradientName = {
  [K in keyof NativeFunctions]: NativeFunctions[K] extends NativeGradient ? K : never;
}[keyof NativeFunctions];

/**
 * The gradients of activations in one pass by our own kernels on wasm. Stock takes several: relu casts a step and multiplies,
 * leakyRelu compares, multiplies and selects. Elsewhere, and where the gradient is itself differentiated, stock's formula
 * of differentiable operations stays.
 */
export const fastActivations: readonly Gradient[] = [
  fastActivation("Relu", "reluGradients"),
  fastActivation("LeakyRelu", "leakyReluGradients"),
  fastActivation("Tanh", "tanhGradients"),
  fastActivation("Sigmoid", "sigmoidGradients"),
];

function fastActivation(kernelName: string, functionName: GradientName): Gradient {
  return {
    kernelName,
    create(tensorflow) {
      const stock = tensorflow.getGradient(kernelName);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[], attributes: tf.NamedAttrMap) => {
        const [value] = saved as [tf.Tensor];
        const native = isDifferentiated(tensorflow) ? null : nativeKernels(tensorflow);
        if (native === null || value.dtype !== "float32" || dy.dtype !== "float32") {
          return stock.gradFunc(dy, saved, attributes);
        }
        const x = () => {
          const output = native.output(value.shape, "float32");
          const alpha = (attributes as { readonly alpha?: number } | undefined)?.alpha ?? 0;
          const [from, change, to] = [value, dy, output].map(native.pointer) as [number, number, number];
          (native.functions[functionName] as NativeGradient)(from, change, to, value.size, alpha);
          return tensorflow.engine().makeTensorFromTensorInfo(output);
        };
        return { x };
      };
      return { ...stock, gradFunc: gradFunc as unknown as tf.GradFunc };
    },
  };
}
