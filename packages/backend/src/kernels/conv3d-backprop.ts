import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

type Shape = [number, number, number, number, number];

interface Attributes {
  readonly strides: [number, number, number] | number;
  readonly pad: "same" | "valid";
}

type Info = ReturnType<typeof geometry>;

function geometry(
  tensorflow: typeof tf,
  image: readonly number[],
  filter: readonly number[],
  { strides, pad }: Attributes,
) {
  return tensorflow.backend_util.computeConv3DInfo(image as Shape, filter as Shape, strides, 1, pad);
}

/** Calls `visit` with the image pixel, the position in the filter and the output pixel of every meeting in a window. */
function visitWindows(info: Info, visit: (image: number, filter: number, output: number) => void): void {
  const { inDepth, inHeight, inWidth, padInfo } = info;
  let output = 0;
  for (let n = 0; n < info.batchSize; n++) {
    for (let o = 0; o < info.outDepth; o++) {
      for (let p = 0; p < info.outHeight; p++) {
        for (let q = 0; q < info.outWidth; q++, output++) {
          let filter = 0;
          for (let k = 0; k < info.filterDepth; k++) {
            const layer = o * info.strideDepth - padInfo.front + k;
            for (let i = 0; i < info.filterHeight; i++) {
              const row = p * info.strideHeight - padInfo.top + i;
              for (let j = 0; j < info.filterWidth; j++, filter++) {
                const column = q * info.strideWidth - padInfo.left + j;
                if (layer < 0 || layer >= inDepth || row < 0 || row >= inHeight) continue;
                if (column < 0 || column >= inWidth) continue;
                visit(((n * inDepth + layer) * inHeight + row) * inWidth + column, filter, output);
              }
            }
          }
        }
      }
    }
  }
}

/**
 * The gradient of a three-dimensional convolution with respect to its image.
 *
 * One matrix product gives what each output position sends to its window, dy · Fᵀ; the windows are then added up where
 * they overlap. Stock wasm adds to memory that it never clears.
 */
const backpropInput: WasmKernel = {
  name: "Conv3DBackpropInputV2",
  create(tensorflow) {
    const kernel = ({
      inputs: { dy, filter },
      attrs,
      backend,
    }: KernelArguments<"dy" | "filter", Attributes & { readonly inputShape: Shape }>) => {
      const info = geometry(tensorflow, attrs.inputShape, filter.shape, attrs);
      const windows = tensorflow.tidy(() =>
        tensorflow.matMul(
          tensorflow.reshape(dy, [-1, info.outChannels]),
          tensorflow.reshape(filter, [-1, info.outChannels]),
          false,
          true,
        ),
      );
      const result = backend.makeOutput(attrs.inputShape, "float32");
      const values = backend.typedArrayFromHeap(windows);
      const image = backend.typedArrayFromHeap(result).fill(0);
      const channels = info.inChannels;
      const positions = info.filterDepth * info.filterHeight * info.filterWidth;
      visitWindows(info, (pixel, position, output) => {
        const to = pixel * channels;
        const from = (output * positions + position) * channels;
        for (let c = 0; c < channels; c++) {
          image[to + c] = (image[to + c] as number) + (values[from + c] as number);
        }
      });
      windows.dispose();
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** The gradient with respect to the filter, summed in float64; stock wasm adds to memory that it never clears. */
const backpropFilter: WasmKernel = {
  name: "Conv3DBackpropFilterV2",
  create(tensorflow) {
    const kernel = ({
      inputs: { x, dy },
      attrs,
      backend,
    }: KernelArguments<"x" | "dy", Attributes & { readonly filterShape: Shape }>) => {
      const info = geometry(tensorflow, x.shape, attrs.filterShape, attrs);
      const result = backend.makeOutput(attrs.filterShape, "float32");
      const [image, gradient] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(dy)];
      const sums = new Float64Array(tensorflow.util.sizeFromShape(attrs.filterShape));
      const { inChannels, outChannels } = info;
      visitWindows(info, (pixel, position, output) => {
        const by = output * outChannels;
        for (let c = 0; c < inChannels; c++) {
          const value = image[pixel * inChannels + c] as number;
          const to = (position * inChannels + c) * outChannels;
          for (let k = 0; k < outChannels; k++) {
            sums[to + k] = (sums[to + k] as number) + value * (gradient[by + k] as number);
          }
        }
      });
      backend.typedArrayFromHeap(result).set(sums);
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Both gradients of a three-dimensional convolution. */
export const conv3dBackprop: readonly WasmKernel[] = [backpropInput, backpropFilter];
