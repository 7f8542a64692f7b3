import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { type Conv2dGradientAttributes, conv2dGeometry } from "./conv2d-geometry.ts";
import { activate, type FusedAttributes, isFusible } from "./fused-activation.ts";
import { areFloats, nativeConvolution } from "./native-convolution.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes extends Conv2dGradientAttributes, Partial<FusedAttributes> {
  readonly dilations: [number, number] | number;
}

/**
 * Convolution, with bias and activation where tfjs fuses them, as products with blocks of windows.
 *
 * Stock wasm packs every filter that it has not seen before, which in training is every one, and is wrong for padding
 * `same` with a filter smaller than the stride.
 */
export const conv2d: WasmKernel = convolution("Conv2D");

/** {@link conv2d} with bias and activation. */
export const fusedConv2d: WasmKernel = convolution("FusedConv2D");

function convolution(name: string): WasmKernel {
  return {
    name,
    create(tensorflow, stock) {
      const native = nativeKernels(tensorflow);
      if (native === null) return stock as tf.KernelFunc;
      const kernel = (args: KernelArguments<"x" | "filter" | "bias", Attributes>) => {
        const { x, filter, bias } = args.inputs as { x: tf.Tensor; filter: tf.Tensor; bias?: tf.Tensor };
        const { attrs } = args;
        const activation = { ...attrs, activation: attrs.activation ?? "linear" };
        const possible =
          attrs.dataFormat === "NHWC" &&
          isFusible(activation.activation) &&
          areFloats(x, filter, bias) &&
          (bias === undefined || bias.size === filter.shape[3]);
        if (!possible) return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
        const [dilationHeight, dilationWidth] =
          typeof attrs.dilations === "number" ? [attrs.dilations, attrs.dilations] : attrs.dilations;
        const g = conv2dGeometry(tensorflow, x.shape, filter.shape, attrs, [dilationHeight, dilationWidth]);
        const y = native.output([g.batch, g.outHeight, g.outWidth, g.outChannels], "float32");
        const plan = nativeConvolution(native, g, [dilationHeight, dilationWidth]);
        native.functions.convolutionForward(
          native.pointer(x),
          native.pointer(filter),
          bias === undefined ? 0 : native.pointer(bias),
          native.pointer(y),
          plan.batch,
          plan.outChannels,
          plan.block,
          plan.rows,
          native.productScratch,
          ...plan.geometry,
        );
        return activate(tensorflow, native, y, activation);
      };
      return kernel as unknown as tf.KernelFunc;
    },
  };
}
