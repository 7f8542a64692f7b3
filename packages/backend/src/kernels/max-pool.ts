import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computePool2DInfo>[4];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

type Info = ReturnType<typeof geometry>;

function geometry(tensorflow: typeof tf, shape: readonly number[], attributes: Attributes) {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  return tensorflow.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** Calls `visit` with the flat position of every output and of its window's first largest element. */
function visitMaxima(
  image: Float32Array,
  info: Info,
  visit: (output: number, place: number, sample: number) => void,
): void {
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
          visit(output, place, n);
        }
      }
    }
  }
}

/**
 * The gradient of max pooling: each window's goes to its first largest element.
 *
 * Stock wasm starts its search at the smallest positive number, so a window without a positive element loses its gradient.
 */
const maxPoolGrad: WasmKernel = {
  name: "MaxPoolGrad",
  create(tensorflow) {
    const kernel = ({
      inputs: { dy, input },
      attrs,
      backend,
    }: KernelArguments<"dy" | "input" | "output", Attributes>) => {
      const result = backend.makeOutput(input.shape, "float32");
      const gradient = backend.typedArrayFromHeap(dy);
      const sums = backend.typedArrayFromHeap(result).fill(0);
      const image = backend.typedArrayFromHeap(input);
      visitMaxima(image, geometry(tensorflow, input.shape, attrs), (output, place) => {
        sums[place] = (sums[place] as number) + (gradient[output] as number);
      });
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Max pooling that also says where each maximum was, by the same rule; stock wasm has the same fault. */
const maxPoolWithArgmax: WasmKernel = {
  name: "MaxPoolWithArgmax",
  create(tensorflow) {
    const kernel = ({
      inputs: { x },
      attrs,
      backend,
    }: KernelArguments<"x", Attributes & { readonly includeBatchInIndex: boolean }>) => {
      const info = geometry(tensorflow, x.shape, attrs);
      const pooled = backend.makeOutput(info.outShape, "float32");
      const indexes = backend.makeOutput(info.outShape, "int32");
      const image = backend.typedArrayFromHeap(x);
      const values = backend.typedArrayFromHeap(pooled);
      const places = backend.typedArrayFromHeap(indexes);
      const sampleSize = attrs.includeBatchInIndex ? 0 : image.length / info.batchSize;
      visitMaxima(image, info, (output, place, sample) => {
        values[output] = image[place] as number;
        places[output] = place - sample * sampleSize;
      });
      return [pooled, indexes];
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** What max pooling needs besides its forward pass. */
export const maxPoolKernels: readonly WasmKernel[] = [maxPoolGrad, maxPoolWithArgmax];
