import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";
import { runKernel } from "./run-kernel.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * The gradient of average pooling, whose mean does not count padding.
 *
 * Most stock kernels divide by the whole window also where it reaches over the border; TensorFlow's does not. Here the
 * gradient is scaled by window size ÷ counted elements and spread over an image that contains its padding, where all
 * kernels agree.
 */
const avgPool: Gradient = gradient<Attributes>({
  kernelName: "AvgPool",
  inputsToSave: ["x"],
  formula: (tensorflow, dy, saved, { filterSize, strides, pad, dimRoundingMode }) => {
    const [x] = saved as [tf.Tensor4D];
    return {
      x: () => {
        const info = tensorflow.backend_util.computePool2DInfo(
          x.shape,
          filterSize,
          strides,
          1,
          pad,
          dimRoundingMode,
        );
        const { filterHeight, filterWidth, padInfo, batchSize, inChannels } = info;
        const height = (info.outHeight - 1) * info.strideHeight + filterHeight;
        const width = (info.outWidth - 1) * info.strideWidth + filterWidth;
        const { top, left } = padInfo;
        if (top === 0 && left === 0 && height <= info.inHeight && width <= info.inWidth) {
          return runKernel(
            tensorflow,
            "AvgPoolGrad",
            { dy, input: x },
            { filterSize, strides, pad: "valid" },
          );
        }
        const rows = countedElements(info.outHeight, info.strideHeight, filterHeight, top, info.inHeight);
        const columns = countedElements(info.outWidth, info.strideWidth, filterWidth, left, info.inWidth);
        const scale = rows.flatMap((r) => columns.map((c) => (filterHeight * filterWidth) / (r * c)));
        const scaled = tensorflow.mul(
          dy,
          tensorflow.tensor(scale, [1, info.outHeight, info.outWidth, 1], "float32"),
        );
        const spread = runKernel(
          tensorflow,
          "AvgPoolGrad",
          { dy: scaled, input: tensorflow.zeros([batchSize, height, width, inChannels]) },
          { filterSize, strides, pad: "valid" },
        );
        const keptHeight = Math.min(info.inHeight, height - top);
        const keptWidth = Math.min(info.inWidth, width - left);
        const kept = tensorflow.slice(
          spread,
          [0, top, left, 0],
          [batchSize, keptHeight, keptWidth, inChannels],
        );
        return tensorflow.pad(kept, [
          [0, 0],
          [0, info.inHeight - keptHeight],
          [0, info.inWidth - keptWidth],
          [0, 0],
        ]);
      },
    };
  },
});

/** How many elements of each window lie inside the image. */
function countedElements(
  windows: number,
  stride: number,
  window: number,
  pad: number,
  length: number,
): number[] {
  return Array.from({ length: windows }, (_, i) => {
    const start = i * stride - pad;
    return Math.min(start + window, length) - Math.max(start, 0);
  });
}

/** Averages over whole windows are a linear map whose transpose is the pooling itself. */
const avgPoolGrad: Gradient = gradient<Attributes>({
  kernelName: "AvgPoolGrad",
  formula: (tensorflow, ddx, _, { filterSize, strides, pad }) => ({
    dy: () => tensorflow.avgPool(ddx as tf.Tensor4D, filterSize, strides, pad),
    input: () => tensorflow.zeros(ddx.shape),
  }),
});

/** Gradients of average pooling. */
export const avgPoolGradients: readonly Gradient[] = [avgPool, avgPoolGrad];
