import type * as tf from "@tensorflow/tfjs";
import { type WarpOptions, warpTaps } from "./warp-taps.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes extends WarpOptions {
  readonly fillValue: number;
  readonly outputShape?: readonly [number, number];
}

/**
 * A projective warp made of gathered pixels: tfjs-node has none, and that of the cpu backend warps only the first image of
 * a batch.
 */
export const transform: WasmKernel = {
  name: "Transform",
  create(tensorflow) {
    const kernel = ({
      inputs: { image, transforms },
      attrs: { interpolation, fillMode, fillValue, outputShape },
    }: KernelArguments<"image" | "transforms", Attributes>) =>
      tensorflow.tidy(() => {
        const imageShape = image.shape as [number, number, number, number];
        const [batch, height, width, channels] = imageShape;
        const size = outputShape ?? ([height, width] as const);
        const parts = warpTaps(tensorflow, {
          imageShape,
          transforms: transforms as tf.Tensor2D,
          size,
          interpolation,
          fillMode,
        }).map(({ places, share }) => {
          const pixels = tensorflow.reshape(tensorflow.gatherND(image, places), [batch, ...size, channels]);
          const read = tensorflow.mul(pixels, share);
          // The weights of all taps add up to one: what lies outside is filled.
          return fillValue === 0 ? read : tensorflow.sub(read, tensorflow.mul(share, fillValue));
        });
        const sum = tensorflow.addN(parts);
        return fillValue === 0 ? sum : tensorflow.add(sum, fillValue);
      });
    return kernel as unknown as tf.KernelFunc;
  },
};
