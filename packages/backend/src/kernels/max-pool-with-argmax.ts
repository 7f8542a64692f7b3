import type * as tf from "@tensorflow/tfjs";
import { type RawOperations, rawOperations } from "../tensorflow/raw-operations.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly includeBatchInIndex: boolean;
}

/**
 * Where each maximum of a max pooling was, which tfjs-node lacks: TensorFlow's second gradient of max pooling reads an image
 * of positions there, so that it is the very element to which the first gradient goes.
 */
export const maxPoolWithArgmax: WasmKernel = {
  name: "MaxPoolWithArgmax",
  create(tensorflow) {
    const kernel = ({ inputs: { x }, attrs }: KernelArguments<"x", Attributes>) => {
      const { filterSize, strides, pad, includeBatchInIndex } = attrs;
      const raw = rawOperations(tensorflow) as RawOperations;
      return tensorflow.tidy(() => {
        const shape = x.shape as [number, number, number, number];
        const info = tensorflow.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
        const { top, bottom, left, right, type } = info.padInfo;
        const byNumber = type !== "SAME" && type !== "VALID";
        // Padding by numbers is made beforehand; TensorFlow knows the two words only.
        const margins: [number, number][] = [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ];
        const image = (byNumber ? tensorflow.pad(x, margins, -3.4e38) : x) as tf.Tensor4D;
        const pooled = tensorflow.maxPool(image, filterSize, strides, byNumber ? "valid" : pad);
        const [batch, ...sample] = shape;
        const size = sample.reduce((product, length) => product * length, 1);
        // Exact in float32 below 2²⁴ elements of one sample.
        const positions = tensorflow.tile(tensorflow.reshape(tensorflow.range(0, size), [1, ...sample]), [
          batch,
          1,
          1,
          1,
        ]);
        const [read] = raw.run(
          "MaxPoolGradGrad",
          [
            raw.attribute("int", "ksize", [1, info.filterHeight, info.filterWidth, 1]),
            raw.attribute("int", "strides", [1, info.strideHeight, info.strideWidth, 1]),
            raw.attribute("string", "padding", byNumber ? "VALID" : type),
            raw.attribute("string", "data_format", "NHWC"),
          ],
          [image, pooled, byNumber ? tensorflow.pad(positions, margins) : positions],
        ) as [tf.Tensor];
        const within = tensorflow.cast(read, "int32");
        if (!includeBatchInIndex) return [pooled, within];
        const offsets = Int32Array.from({ length: batch }, (_, n) => n * size);
        return [pooled, tensorflow.add(within, tensorflow.tensor(offsets, [batch, 1, 1, 1], "int32"))];
      });
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
