import type * as tf from "@tensorflow/tfjs";
import { dilationPair } from "./conv2d.ts";
import { type Gradient, gradient } from "./gradient.ts";
import { runKernel } from "./run-kernel.ts";
import { everyNth, spread } from "./spread.ts";

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly dilations: [number, number] | number | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

const backpropInput = "DepthwiseConv2dNativeBackpropInput";
const backpropFilter = "DepthwiseConv2dNativeBackpropFilter";

/** The gradient of a depthwise convolution; a dilated filter is one with zeros between its elements. */
const depthwiseConv2d: Gradient = gradient<Attributes>({
  kernelName: "DepthwiseConv2dNative",
  inputsToSave: ["x", "filter"],
  formula: (tensorflow, dy, saved, { strides, pad, dilations, dimRoundingMode }) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const [rows, columns] = dilationPair(dilations);
    const attributes = { strides, pad, dilations: [1, 1], dimRoundingMode };
    const [height, width, ...channels] = filter.shape;
    const filterShape = [(height - 1) * rows + 1, (width - 1) * columns + 1, ...channels];
    return {
      x: () => {
        const wide = spread(tensorflow, spread(tensorflow, filter, 0, rows), 1, columns);
        return runKernel(
          tensorflow,
          backpropInput,
          { dy, filter: wide },
          { ...attributes, inputShape: x.shape },
        );
      },
      filter: () => {
        const all = runKernel(tensorflow, backpropFilter, { x, dy }, { ...attributes, filterShape });
        return everyNth(tensorflow, everyNth(tensorflow, all, 0, rows), 1, columns);
      },
    };
  },
});

const depthwiseBackpropInput: Gradient = gradient<Attributes>({
  kernelName: backpropInput,
  inputsToSave: ["dy", "filter"],
  formula: (tensorflow, ddx, saved, { strides, pad, dilations, dimRoundingMode }) => {
    const [dy, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const attributes = { strides, pad, dilations, dimRoundingMode, filterShape: filter.shape };
    return {
      dy: () => forward(tensorflow, ddx, filter, { strides, pad, dilations, dimRoundingMode }),
      filter: () => runKernel(tensorflow, backpropFilter, { x: ddx, dy }, attributes),
    };
  },
});

const depthwiseBackpropFilter: Gradient = gradient<Attributes>({
  kernelName: backpropFilter,
  inputsToSave: ["x", "dy"],
  formula: (tensorflow, ddFilter, saved, { strides, pad, dilations, dimRoundingMode }) => {
    const [x, dy] = saved as [tf.Tensor4D, tf.Tensor4D];
    const attributes = { strides, pad, dilations, dimRoundingMode, inputShape: x.shape };
    return {
      x: () => runKernel(tensorflow, backpropInput, { dy, filter: ddFilter }, attributes),
      dy: () => forward(tensorflow, x, ddFilter, { strides, pad, dilations, dimRoundingMode }),
    };
  },
});

function forward(tensorflow: typeof tf, x: tf.Tensor, filter: tf.Tensor, attributes: object): tf.Tensor {
  return runKernel(tensorflow, "DepthwiseConv2dNative", { x, filter }, { ...attributes, dataFormat: "NHWC" });
}

/** Gradients of depthwise convolutions to every order, dilated or not. */
export const depthwiseConv2dGradients: readonly Gradient[] = [
  depthwiseConv2d,
  depthwiseBackpropInput,
  depthwiseBackpropFilter,
];
