import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { type Conv2dGradientAttributes, conv2dGeometry } from "./conv2d-geometry.ts";
import { areFloats, nativeConvolution } from "./native-convolution.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes extends Conv2dGradientAttributes {
  readonly filterShape: readonly number[];
}

/**
 * The gradient of a convolution with respect to its filter, which stock wasm lacks.
 *
 * dF[i, j, c, k] = Σ_{n, p, q} x[n, p·s + i − top, q·s + j − left, c] · dy[n, p, q, k]: by our own kernel the product of
 * the windows, laid out as rows, with dy. Where that cannot run it is itself a convolution: of x with batch and channels
 * swapped, by dy as a filter of size [outHeight, outWidth] whose dilation is the stride.
 */
export const conv2dBackpropFilter: WasmKernel = {
  name: "Conv2DBackpropFilter",
  create(tensorflow) {
    const native = nativeKernels(tensorflow);
    const kernel = ({ inputs: { x, dy }, attrs }: KernelArguments<"x" | "dy", Attributes>) => {
      if (native !== null && areFloats(x, dy)) {
        const g = conv2dGeometry(tensorflow, x.shape, attrs.filterShape, attrs);
        const gradient = native.output(attrs.filterShape, "float32");
        const { batch, outChannels, block, rows, geometry } = nativeConvolution(native, g);
        native.functions.convolutionFilterGradient(
          native.pointer(x),
          native.pointer(dy),
          native.pointer(gradient),
          batch,
          outChannels,
          block,
          rows,
          native.productScratch,
          ...geometry,
        );
        return gradient;
      }
      return tensorflow.tidy(() => {
        const g = conv2dGeometry(tensorflow, x.shape, attrs.filterShape, attrs);
        const neededHeight = (g.outHeight - 1) * g.strideHeight + g.filterHeight;
        const neededWidth = (g.outWidth - 1) * g.strideWidth + g.filterWidth;
        const padded = padOrCrop(tensorflow, x as tf.Tensor4D, {
          top: g.padTop,
          bottom: neededHeight - g.inHeight - g.padTop,
          left: g.padLeft,
          right: neededWidth - g.inWidth - g.padLeft,
        });
        const image = tensorflow.transpose(padded, [3, 1, 2, 0]);
        const filter = tensorflow.transpose(dy as tf.Tensor4D, [1, 2, 0, 3]);
        const dilations: [number, number] = [g.strideHeight, g.strideWidth];
        const gradient = tensorflow.conv2d(image, filter, 1, "valid", "NHWC", dilations);
        return tensorflow.transpose(gradient, [1, 2, 0, 3]);
      });
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Zero padding where a margin is positive, cropping where it is negative (rows that no window reached). */
function padOrCrop(
  tensorflow: typeof tf,
  x: tf.Tensor4D,
  { top, bottom, left, right }: Margins,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const cropped =
    bottom < 0 || right < 0
      ? tensorflow.slice(
          x,
          [0, 0, 0, 0],
          [batch, height + Math.min(bottom, 0), width + Math.min(right, 0), channels],
        )
      : x;
  const padding: [number, number][] = [
    [0, 0],
    [top, Math.max(bottom, 0)],
    [left, Math.max(right, 0)],
    [0, 0],
  ];
  return padding.flat().some((side) => side > 0) ? tensorflow.pad(cropped, padding) : cropped;
}
