import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/**
 * Crops with every box's image put in its place first: stock webgl takes box b from image b whatever its index says.
 */
export const cropAndResize: WasmKernel = {
  name: "CropAndResize",
  create(tensorflow, stock) {
    const kernel = (args: KernelArguments<"image" | "boxes" | "boxInd", object>) =>
      tensorflow.tidy(() => {
        const { image, boxes, boxInd } = args.inputs;
        const count = boxes.shape[0] as number;
        const places = Int32Array.from({ length: count }, (_, b) => b);
        const inputs = {
          image: tensorflow.gather(image, boxInd as tf.Tensor1D),
          boxes,
          boxInd: tensorflow.tensor1d(places, "int32"),
        };
        const result = (stock as tf.KernelFunc)({
          ...args,
          inputs,
        } as unknown as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo;
        return tensorflow.engine().makeTensorFromTensorInfo(result);
      });
    return kernel as unknown as tf.KernelFunc;
  },
};
