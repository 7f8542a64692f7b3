import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";
import { runKernel } from "./run-kernel.ts";

interface Attributes {
  readonly strides: [number, number, number] | number;
  readonly pad: "same" | "valid";
}

const conv3dBackpropInput: Gradient = gradient<Attributes>({
  kernelName: "Conv3DBackpropInputV2",
  inputsToSave: ["dy", "filter"],
  formula: (tensorflow, ddx, saved, { strides, pad }) => {
    const [dy, filter] = saved as [tf.Tensor5D, tf.Tensor5D];
    return {
      dy: () => tensorflow.conv3d(ddx as tf.Tensor5D, filter, strides, pad),
      filter: () =>
        runKernel(
          tensorflow,
          "Conv3DBackpropFilterV2",
          { x: ddx, dy },
          { strides, pad, filterShape: filter.shape },
        ),
    };
  },
});

const conv3dBackpropFilter: Gradient = gradient<Attributes>({
  kernelName: "Conv3DBackpropFilterV2",
  inputsToSave: ["x", "dy"],
  formula: (tensorflow, ddFilter, saved, { strides, pad }) => {
    const [x, dy] = saved as [tf.Tensor5D, tf.Tensor5D];
    return {
      x: () =>
        runKernel(
          tensorflow,
          "Conv3DBackpropInputV2",
          { dy, filter: ddFilter },
          { strides, pad, inputShape: x.shape },
        ),
      dy: () => tensorflow.conv3d(x, ddFilter as tf.Tensor5D, strides, pad),
    };
  },
});

/** The second order of convolutions in three dimensions. */
export const conv3dGradients: readonly Gradient[] = [conv3dBackpropInput, conv3dBackpropFilter];
