import { batchNormalizationKernels } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "../kernels/wasm-memory.ts";
import { type Operand, type RawOperations, rawOperations } from "./raw-operations.ts";

interface Attributes {
  readonly epsilon: number;
}

/** TensorFlow's FusedBatchNormV3, which takes two passes where a formula of tfjs's operations takes seven. */
const forward: WasmKernel = {
  name: batchNormalizationKernels.forward,
  create(tensorflow) {
    const kernel = ({
      inputs: { x, gamma, beta },
      attrs,
    }: KernelArguments<"x" | "gamma" | "beta", Attributes>) => {
      const raw = rawOperations(tensorflow) as RawOperations;
      const none = tensorflow.tensor1d([]);
      const epsilon = raw.attribute("float", "epsilon", attrs.epsilon);
      const inputs = [asImages(raw, x), gamma, beta, none, none];
      const outputs = raw.run("FusedBatchNormV3", [epsilon], inputs, 6);
      // The second is the unbiased variance; the last are what the gradient takes, of which one is empty here.
      const [y, mean, unbiased, sameMean, variance, rest] = outputs as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      tensorflow.dispose([none, unbiased, sameMean, rest]);
      return [inShape(tensorflow, y, x.shape), mean, variance];
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

const backward: WasmKernel = {
  name: batchNormalizationKernels.backward,
  create(tensorflow) {
    const kernel = ({
      inputs: { dy, x, gamma, mean, variance },
      attrs,
    }: KernelArguments<"dy" | "x" | "gamma" | "mean" | "variance", Attributes>) => {
      const raw = rawOperations(tensorflow) as RawOperations;
      const none = tensorflow.tensor1d([]);
      const images = asImages(raw, x);
      const change = { dataId: dy.dataId, shape: images.shape };
      const inputs = [change, images, gamma, mean, variance, none];
      const epsilon = raw.attribute("float", "epsilon", attrs.epsilon);
      const outputs = raw.run("FusedBatchNormGradV3", [epsilon], inputs, 5);
      const [dx, dGamma, dBeta, ...rest] = outputs as [tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];
      tensorflow.dispose([none, ...rest]);
      return [inShape(tensorflow, dx, x.shape), dGamma, dBeta];
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** The two kernels of {@link batchNormalizationKernels}. */
export const batchNormalization: readonly WasmKernel[] = [forward, backward];

/** TensorFlow takes four dimensions: the tensor's own, those that its data are kept in, or rows of channels. */
function asImages(raw: RawOperations, x: tf.Tensor): Operand {
  if (x.rank === 4) return x;
  const channels = x.shape.at(-1) as number;
  const stored = raw.storedLike(x, [x.size / channels, 1, 1, channels]);
  return stored.shape.length === 4
    ? stored
    : { dataId: x.dataId, shape: [x.size / channels, 1, 1, channels] };
}

function inShape(tensorflow: typeof tf, tensor: tf.Tensor, shape: number[]): tf.Tensor {
  if (tensorflow.util.arraysEqual(tensor.shape, shape)) return tensor;
  const shaped = tensorflow.reshape(tensor, shape);
  tensor.dispose();
  return shaped;
}
