import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

type Shape = [number, number, number, number, number];

interface Attributes {
  readonly strides: [number, number, number] | number;
  readonly pad: "same" | "valid";
  readonly inputShape: Shape;
}

/**
 * The gradient of a three-dimensional convolution with respect to its image.
 *
 * One matrix product gives what each output position sends to its window, dy · Fᵀ; the windows are then added up where
 * they overlap. Stock wasm adds to memory that it never clears.
 */
export const conv3dBackpropInput: WasmKernel = {
  name: "Conv3DBackpropInputV2",
  create(tensorflow) {
    const kernel = ({
      inputs: { dy, filter },
      attrs: { strides, pad, inputShape },
      backend,
    }: KernelArguments<"dy" | "filter", Attributes>) => {
      const info = tensorflow.backend_util.computeConv3DInfo(inputShape, filter.shape as Shape, strides, 1, pad);
      const windows = tensorflow.tidy(() =>
        tensorflow.matMul(
          tensorflow.reshape(dy, [-1, info.outChannels]),
          tensorflow.reshape(filter, [-1, info.outChannels]),
          false,
          true,
        ),
      );
      const result = backend.makeOutput(inputShape, "float32");
      const values = backend.typedArrayFromHeap(windows);
      const image = backend.typedArrayFromHeap(result).fill(0);
      const { inDepth, inHeight, inWidth, inChannels, padInfo } = info;
      let from = 0;
      for (let n = 0; n < info.batchSize; n++) {
        for (let o = 0; o < info.outDepth; o++) {
          for (let p = 0; p < info.outHeight; p++) {
            for (let q = 0; q < info.outWidth; q++) {
              for (let k = 0; k < info.filterDepth; k++) {
                const layer = o * info.strideDepth - padInfo.front + k;
                for (let i = 0; i < info.filterHeight; i++) {
                  const row = p * info.strideHeight - padInfo.top + i;
                  for (let j = 0; j < info.filterWidth; j++, from += inChannels) {
                    const column = q * info.strideWidth - padInfo.left + j;
                    if (layer < 0 || layer >= inDepth || row < 0 || row >= inHeight) continue;
                    if (column < 0 || column >= inWidth) continue;
                    const to = (((n * inDepth + layer) * inHeight + row) * inWidth + column) * inChannels;
                    for (let c = 0; c < inChannels; c++) {
                      image[to + c] = (image[to + c] as number) + (values[from + c] as number);
                    }
                  }
                }
              }
            }
          }
        }
      }
      windows.dispose();
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
