import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/** As tfjs passes them: bit i of a mask is of axis i. */
export interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/**
 * Strided slices that also drop an axis, as x[-1, ::2] does: first every axis is sliced, then the shape is made. Stock
 * tfjs walks through the input by the axes of the smaller result: it throws on cpu and takes other elements elsewhere.
 */
export const stridedSlice: WasmKernel = {
  name: "StridedSlice",
  create(tensorflow, stock) {
    const run = stock as tf.KernelFunc;
    const kernel = (args: KernelArguments<"x", StridedSliceAttributes>) => {
      const { attrs, inputs } = args;
      if (attrs.shrinkAxisMask === 0) return run(args as unknown as Parameters<tf.KernelFunc>[0]);
      const { begin, end, strides, finalShape } = tensorflow.slice_util.sliceInfo(
        inputs.x.shape,
        attrs.begin,
        attrs.end,
        attrs.strides,
        attrs.beginMask,
        attrs.endMask,
        attrs.ellipsisMask,
        attrs.newAxisMask,
        attrs.shrinkAxisMask,
      );
      // An end in front of the first element would be read as the last one.
      const endMask = end.reduce((mask, index, axis) => (index < 0 ? mask | (1 << axis) : mask), 0);
      const none = { beginMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
      const dense = { ...args, attrs: { begin, end, strides, endMask, ...none } };
      const sliced = run(dense as unknown as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo;
      return tensorflow.tidy(() => {
        const whole = tensorflow.engine().makeTensorFromTensorInfo(sliced);
        return tensorflow.reshape(whole, finalShape);
      });
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
