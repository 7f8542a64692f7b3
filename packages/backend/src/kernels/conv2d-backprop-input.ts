import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { type Conv2dGeometry, type Conv2dGradientAttributes, conv2dGeometry } from "./conv2d-geometry.ts";
import { areFloats, nativeConvolution } from "./native-convolution.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes extends Conv2dGradientAttributes {
  readonly inputShape: readonly number[];
}

/**
 * The gradient of a convolution with respect to its input, which is also the transposed convolution.
 *
 * One matrix product gives what each output position sends to its window, dy · Fᵀ of shape
 * [batch · outHeight · outWidth, filterHeight · filterWidth · inChannels]; the windows are then added up where they
 * overlap; our own kernel does both in blocks. Stock wasm is a scalar loop, about eight times slower.
 */
export const conv2dBackpropInput: WasmKernel = {
  name: "Conv2DBackpropInput",
  create(tensorflow) {
    const native = nativeKernels(tensorflow);
    const kernel = ({
      inputs: { dy, filter },
      attrs,
      backend,
    }: KernelArguments<"dy" | "filter", Attributes>) => {
      const g = conv2dGeometry(tensorflow, attrs.inputShape, filter.shape, attrs);
      if (native !== null && areFloats(dy, filter)) {
        const gradient = native.output(attrs.inputShape, "float32");
        const { batch, outChannels, block, rows, geometry } = nativeConvolution(native, g);
        native.functions.convolutionInputGradient(
          native.pointer(dy),
          native.pointer(filter),
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
      const windows = tensorflow.tidy(() => {
        const flatFilter = tensorflow.reshape(filter, [-1, g.outChannels]);
        const flatGradient = tensorflow.reshape(dy, [-1, g.outChannels]);
        return tensorflow.matMul(flatGradient, flatFilter, false, true);
      });
      const sum = backend.makeOutput([g.batch, g.inHeight, g.inWidth, g.inChannels], "float32");
      addWindows(backend.typedArrayFromHeap(windows), backend.typedArrayFromHeap(sum), g);
      windows.dispose();
      return sum;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Adds every window into the image it was cut from; what lies in the padding is dropped. */
function addWindows(windows: Float32Array, image: Float32Array, g: Conv2dGeometry): void {
  image.fill(0);
  const rowLength = g.filterWidth * g.inChannels;
  const windowLength = g.filterHeight * rowLength;
  const imageRow = g.inWidth * g.inChannels;
  let window = 0;
  for (let n = 0; n < g.batch; n++) {
    const imageStart = n * g.inHeight * imageRow;
    for (let p = 0; p < g.outHeight; p++) {
      const top = p * g.strideHeight - g.padTop;
      const firstRow = Math.max(0, -top);
      const endRow = Math.min(g.filterHeight, g.inHeight - top);
      for (let q = 0; q < g.outWidth; q++, window += windowLength) {
        const left = q * g.strideWidth - g.padLeft;
        const firstColumn = Math.max(0, -left);
        const endColumn = Math.min(g.filterWidth, g.inWidth - left);
        const length = (endColumn - firstColumn) * g.inChannels;
        for (let i = firstRow; i < endRow; i++) {
          let from = window + i * rowLength + firstColumn * g.inChannels;
          let to = imageStart + (top + i) * imageRow + (left + firstColumn) * g.inChannels;
          for (const end = to + length; to < end; to++, from++) {
            image[to] = (image[to] as number) + (windows[from] as number);
          }
        }
      }
    }
  }
}
