import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";
import { runKernel } from "./run-kernel.ts";
import { everyNth, spread } from "./spread.ts";

interface GradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

interface Attributes extends GradientAttributes {
  readonly dilations: [number, number] | number | null;
}

/** The dilation of a convolution's rows and columns. */
export function dilationPair(dilations: [number, number] | number | null | undefined): [number, number] {
  return typeof dilations === "number" ? [dilations, dilations] : (dilations ?? [1, 1]);
}

/**
 * The gradient of a convolution, dilated ones included.
 *
 * A dilated convolution is one whose filter has zeros between its elements: its gradient with respect to the image uses
 * that filter, and its gradient with respect to the filter is every dilation-th element of that filter's.
 */
const conv2d: Gradient = gradient<Attributes>({
  kernelName: "Conv2D",
  inputsToSave: ["x", "filter"],
  formula: (tensorflow, dy, saved, { dilations, ...rest }) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const [rows, columns] = dilationPair(dilations);
    const wide = () => spread(tensorflow, spread(tensorflow, filter, 0, rows), 1, columns);
    const [height, width, ...channels] = filter.shape;
    const filterShape = [(height - 1) * rows + 1, (width - 1) * columns + 1, ...channels];
    return {
      x: () =>
        runKernel(
          tensorflow,
          "Conv2DBackpropInput",
          { dy, filter: wide() },
          { ...rest, inputShape: x.shape },
        ),
      filter: () => {
        const all = runKernel(tensorflow, "Conv2DBackpropFilter", { x, dy }, { ...rest, filterShape });
        return everyNth(tensorflow, everyNth(tensorflow, all, 0, rows), 1, columns);
      },
    };
  },
});

/** The convolution's gradient is bilinear in image and gradient, so its own gradient is made of the same kernels. */
const conv2dBackpropFilter: Gradient = gradient<GradientAttributes>({
  kernelName: "Conv2DBackpropFilter",
  inputsToSave: ["x", "dy"],
  formula: (tensorflow, ddFilter, saved, { strides, pad, dataFormat, dimRoundingMode }) => {
    const [x, dy] = saved as [tf.Tensor4D, tf.Tensor4D];
    const attributes = { strides, pad, dataFormat, dimRoundingMode };
    return {
      x: () =>
        runKernel(
          tensorflow,
          "Conv2DBackpropInput",
          { dy, filter: ddFilter },
          { ...attributes, inputShape: x.shape },
        ),
      dy: () => tensorflow.conv2d(x, ddFilter as tf.Tensor4D, strides, pad, dataFormat, 1, dimRoundingMode),
    };
  },
});

/** Gradients of convolutions to every order, dilated or not. */
export const conv2dGradients: readonly Gradient[] = [conv2d, conv2dBackpropFilter];
