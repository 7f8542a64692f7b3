import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid";
  readonly dilations: [number, number] | number;
}

type Info = ReturnType<typeof geometry>;

function geometry(
  tensorflow: typeof tf,
  image: readonly number[],
  filter: readonly number[],
  { strides, pad, dilations }: Attributes,
) {
  return tensorflow.backend_util.computeDilation2DInfo(
    image as [number, number, number, number],
    filter as [number, number, number],
    strides,
    pad,
    "NHWC",
    dilations,
  );
}

/** Calls `visit` with the position of every output, of the image element that makes it, and with their value. */
function visitMaxima(
  image: Float32Array,
  filter: Float32Array,
  info: Info,
  visit: (output: number, place: number, value: number) => void,
): void {
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
              const value =
                (image[at] as number) + (filter[(i * info.filterWidth + j) * inChannels + c] as number);
              if (value > largest) {
                largest = value;
                place = at;
              }
            }
          }
          visit(output, place, largest);
        }
      }
    }
  }
}

/** Morphological dilation; stock wasm starts its search at the smallest positive number. */
const dilation2d: WasmKernel = {
  name: "Dilation2D",
  create(tensorflow) {
    const kernel = ({
      inputs: { x, filter },
      attrs,
      backend,
    }: KernelArguments<"x" | "filter", Attributes>) => {
      const info = geometry(tensorflow, x.shape, filter.shape, attrs);
      const result = backend.makeOutput(info.outShape, "float32");
      const [image, weights] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(filter)];
      const values = backend.typedArrayFromHeap(result);
      visitMaxima(image, weights, info, (output, _, value) => {
        values[output] = value;
      });
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Its gradient with respect to the image; stock wasm adds to memory that it never clears. */
const dilation2dBackpropInput: WasmKernel = {
  name: "Dilation2DBackpropInput",
  create(tensorflow) {
    const kernel = ({
      inputs: { x, filter, dy },
      attrs,
      backend,
    }: KernelArguments<"x" | "filter" | "dy", Attributes>) => {
      const info = geometry(tensorflow, x.shape, filter.shape, attrs);
      const result = backend.makeOutput(x.shape, "float32");
      const [image, weights] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(filter)];
      const gradient = backend.typedArrayFromHeap(dy);
      const sums = backend.typedArrayFromHeap(result).fill(0);
      visitMaxima(image, weights, info, (output, place) => {
        if (place >= 0) sums[place] = (sums[place] as number) + (gradient[output] as number);
      });
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Morphological dilation and its gradient with respect to the image. */
export const dilation2dKernels: readonly WasmKernel[] = [dilation2d, dilation2dBackpropInput];
