import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid";
  readonly dilations: [number, number] | number;
}

/**
 * The gradient of a morphological dilation with respect to its image: each window's goes to the element whose sum with
 * the filter is the largest. Stock wasm adds to memory that it never clears.
 */
export const dilation2dBackpropInput: WasmKernel = {
  name: "Dilation2DBackpropInput",
  create(tensorflow) {
    const kernel = ({
      inputs: { x, filter, dy },
      attrs: { strides, pad, dilations },
      backend,
    }: KernelArguments<"x" | "filter" | "dy", Attributes>) => {
      const info = tensorflow.backend_util.computeDilation2DInfo(
        x.shape as [number, number, number, number],
        filter.shape as [number, number, number],
        strides,
        pad,
        "NHWC",
        dilations,
      );
      const result = backend.makeOutput(x.shape, "float32");
      const [image, weights] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(filter)];
      const gradient = backend.typedArrayFromHeap(dy);
      const sums = backend.typedArrayFromHeap(result).fill(0);
      const { inHeight, inWidth, inChannels, padInfo } = info;
      let output = 0;
      for (let n = 0; n < info.batchSize; n++) {
        for (let p = 0; p < info.outHeight; p++) {
          const top = p * info.strideHeight - padInfo.top;
          for (let q = 0; q < info.outWidth; q++) {
            const left = q * info.strideWidth - padInfo.left;
            for (let c = 0; c < inChannels; c++, output++) {
              let largest = Number.NEGATIVE_INFINITY;
              let place = -1;
              for (let i = 0; i < info.filterHeight; i++) {
                const row = top + i * info.dilationHeight;
                if (row < 0 || row >= inHeight) continue;
                for (let j = 0; j < info.filterWidth; j++) {
                  const column = left + j * info.dilationWidth;
                  if (column < 0 || column >= inWidth) continue;
                  const at = ((n * inHeight + row) * inWidth + column) * inChannels + c;
                  const weight = weights[(i * info.filterWidth + j) * inChannels + c] as number;
                  const value = (image[at] as number) + weight;
                  if (value > largest) {
                    largest = value;
                    place = at;
                  }
                }
              }
              if (place >= 0) sums[place] = (sums[place] as number) + (gradient[output] as number);
            }
          }
        }
      }
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
