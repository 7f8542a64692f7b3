import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly includeBatchInIndex: boolean;
}

/** The part of tfjs-node's backend that runs one of TensorFlow's own operations. */
interface TensorFlowBackend {
  readonly binding: Readonly<Record<"TF_ATTR_INT" | "TF_ATTR_STRING" | "TF_ATTR_TYPE" | "TF_FLOAT", number>>;
  executeMultipleOutputs(
    name: string,
    attributes: readonly { readonly name: string; readonly type: number; readonly value: unknown }[],
    inputs: readonly tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/**
 * Where each maximum of a max pooling was, which tfjs-node lacks: TensorFlow's second gradient of max pooling reads an image
 * of positions there, so that it is the very element to which the first gradient goes.
 */
export const maxPoolWithArgmax: WasmKernel = {
  name: "MaxPoolWithArgmax",
  create(tensorflow) {
    const kernel = ({ inputs: { x }, attrs, backend }: KernelArguments<"x", Attributes>) => {
      const { filterSize, strides, pad, includeBatchInIndex } = attrs;
      const { binding, executeMultipleOutputs } = backend as unknown as TensorFlowBackend;
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
        const [read] = executeMultipleOutputs.call(
          backend,
          "MaxPoolGradGrad",
          [
            { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
            {
              name: "ksize",
              type: binding.TF_ATTR_INT,
              value: [1, info.filterHeight, info.filterWidth, 1],
            },
            {
              name: "strides",
              type: binding.TF_ATTR_INT,
              value: [1, info.strideHeight, info.strideWidth, 1],
            },
            { name: "padding", type: binding.TF_ATTR_STRING, value: byNumber ? "VALID" : type },
            { name: "data_format", type: binding.TF_ATTR_STRING, value: "NHWC" },
          ],
          [image, pooled, byNumber ? tensorflow.pad(positions, margins) : positions],
          1,
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
