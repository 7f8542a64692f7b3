import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computePool2DInfo>[4];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * The gradient of max pooling: each window's goes to its first largest element.
 *
 * Stock wasm starts its search at the smallest positive number, so a window without a positive element loses its gradient.
 */
export const maxPoolGrad: WasmKernel = {
  name: "MaxPoolGrad",
  create(tensorflow) {
    const kernel = ({
      inputs: { dy, input },
      attrs: { filterSize, strides, pad, dimRoundingMode },
      backend,
    }: KernelArguments<"dy" | "input" | "output", Attributes>) => {
      const info = tensorflow.backend_util.computePool2DInfo(
        input.shape as [number, number, number, number],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const result = backend.makeOutput(input.shape, "float32");
      const [gradient, image] = [backend.typedArrayFromHeap(dy), backend.typedArrayFromHeap(input)];
      const sums = backend.typedArrayFromHeap(result).fill(0);
      const channels = info.inChannels;
      const line = info.inWidth * channels;
      let output = 0;
      for (let n = 0; n < info.batchSize; n++) {
        const start = n * info.inHeight * line;
        for (let p = 0; p < info.outHeight; p++) {
          const top = p * info.strideHeight - info.padInfo.top;
          const firstRow = Math.max(0, top);
          const endRow = Math.min(info.inHeight, top + info.filterHeight);
          for (let q = 0; q < info.outWidth; q++) {
            const left = q * info.strideWidth - info.padInfo.left;
            const firstColumn = Math.max(0, left);
            const endColumn = Math.min(info.inWidth, left + info.filterWidth);
            for (let c = 0; c < channels; c++, output++) {
              let largest = Number.NEGATIVE_INFINITY;
              let place = start + firstRow * line + firstColumn * channels + c;
              for (let row = firstRow; row < endRow; row++) {
                let at = start + row * line + firstColumn * channels + c;
                for (let column = firstColumn; column < endColumn; column++, at += channels) {
                  const value = image[at] as number;
                  if (value > largest) {
                    largest = value;
                    place = at;
                  }
                }
              }
              sums[place] = (sums[place] as number) + (gradient[output] as number);
            }
          }
        }
      }
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
