import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dilations: [number, number] | number | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape = [number, number, number, number];

/** A contiguous run of channels: where it starts in the image, in the filter and in the result. */
type Visit = (image: number, filter: number, output: number) => void;

function geometry(tensorflow: typeof tf, image: Shape, filter: Shape, attributes: Attributes) {
  const { strides, pad, dilations, dimRoundingMode } = attributes;
  return tensorflow.backend_util.computeConv2DInfo(
    image,
    filter,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
}

/** Calls `visit` for every pair of image pixel and filter position that meet in a window. */
function visitWindows(info: ReturnType<typeof geometry>, visit: Visit): void {
  const { inChannels, outChannels } = info;
  for (let n = 0; n < info.batchSize; n++) {
    for (let p = 0; p < info.outHeight; p++) {
      for (let q = 0; q < info.outWidth; q++) {
        const output = ((n * info.outHeight + p) * info.outWidth + q) * outChannels;
        for (let i = 0; i < info.filterHeight; i++) {
          const row = p * info.strideHeight - info.padInfo.top + i * info.dilationHeight;
          if (row < 0 || row >= info.inHeight) continue;
          for (let j = 0; j < info.filterWidth; j++) {
            const column = q * info.strideWidth - info.padInfo.left + j * info.dilationWidth;
            if (column < 0 || column >= info.inWidth) continue;
            const image = ((n * info.inHeight + row) * info.inWidth + column) * inChannels;
            visit(image, (i * info.filterWidth + j) * outChannels, output);
          }
        }
      }
    }
  }
}

/** The gradient of a depthwise convolution with respect to its image, which stock wasm lacks. */
const backpropInput: WasmKernel = {
  name: "DepthwiseConv2dNativeBackpropInput",
  create(tensorflow) {
    const kernel = ({
      inputs: { dy, filter },
      attrs,
      backend,
    }: KernelArguments<"dy" | "filter", Attributes & { readonly inputShape: Shape }>) => {
      const info = geometry(tensorflow, attrs.inputShape, filter.shape as Shape, attrs);
      const result = backend.makeOutput(attrs.inputShape, "float32");
      const [gradient, weights] = [backend.typedArrayFromHeap(dy), backend.typedArrayFromHeap(filter)];
      const image = backend.typedArrayFromHeap(result).fill(0);
      const multiplier = info.outChannels / info.inChannels;
      visitWindows(info, (at, by, from) => {
        for (let c = 0, k = 0; c < info.inChannels; c++) {
          let sum = image[at + c] as number;
          for (let m = 0; m < multiplier; m++, k++) {
            sum += (gradient[from + k] as number) * (weights[by + k] as number);
          }
          image[at + c] = sum;
        }
      });
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** The gradient of a depthwise convolution with respect to its filter, which stock wasm lacks; sums are in float64. */
const backpropFilter: WasmKernel = {
  name: "DepthwiseConv2dNativeBackpropFilter",
  create(tensorflow) {
    const kernel = ({
      inputs: { x, dy },
      attrs,
      backend,
    }: KernelArguments<"x" | "dy", Attributes & { readonly filterShape: Shape }>) => {
      const info = geometry(tensorflow, x.shape as Shape, attrs.filterShape, attrs);
      const result = backend.makeOutput(attrs.filterShape, "float32");
      const [image, gradient] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(dy)];
      const sums = new Float64Array(tensorflow.util.sizeFromShape(attrs.filterShape));
      const multiplier = info.outChannels / info.inChannels;
      visitWindows(info, (from, at, by) => {
        for (let c = 0, k = 0; c < info.inChannels; c++) {
          const value = image[from + c] as number;
          for (let m = 0; m < multiplier; m++, k++) {
            sums[at + k] = (sums[at + k] as number) + value * (gradient[by + k] as number);
          }
        }
      });
      backend.typedArrayFromHeap(result).set(sums);
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Both gradients of a depthwise convolution. */
export const depthwiseConv2dBackprop: readonly WasmKernel[] = [backpropInput, backpropFilter];
