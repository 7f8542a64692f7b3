import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dilations: [number, number] | number | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * The stock kernel of a convolution, with the padding `same` made beforehand where the window is smaller than the stride.
 *
 * Stock wasm leaves the padding to a library that places such windows differently.
 */
function paddedBeforehand(name: string, depthwise: boolean): WasmKernel {
  return {
    name,
    create(tensorflow, stock) {
      const kernel = (args: KernelArguments<"x" | "filter", Attributes>) => {
        const run = (changed: object) =>
          (stock as tf.KernelFunc)({ ...args, ...changed } as unknown as Parameters<tf.KernelFunc>[0]);
        const { x, filter } = args.inputs;
        const { strides, pad, dilations, dimRoundingMode } = args.attrs;
        if (pad !== "same") return run({});
        const info = tensorflow.backend_util.computeConv2DInfo(
          x.shape as [number, number, number, number],
          filter.shape as [number, number, number, number],
          strides,
          dilations ?? 1,
          pad,
          dimRoundingMode,
          depthwise,
        );
        const smaller =
          info.effectiveFilterHeight < info.strideHeight || info.effectiveFilterWidth < info.strideWidth;
        if (!smaller) return run({});
        const { top, bottom, left, right } = info.padInfo;
        const padded = tensorflow.pad(x, [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ]);
        const result = run({ inputs: { ...args.inputs, x: padded }, attrs: { ...args.attrs, pad: "valid" } });
        padded.dispose();
        return result;
      };
      return kernel as unknown as tf.KernelFunc;
    },
  };
}

/** Convolutions whose window is smaller than their stride. */
export const samePadding: readonly WasmKernel[] = [
  paddedBeforehand("Conv2D", false),
  paddedBeforehand("FusedConv2D", false),
  paddedBeforehand("DepthwiseConv2dNative", true),
  paddedBeforehand("FusedDepthwiseConv2D", true),
];
