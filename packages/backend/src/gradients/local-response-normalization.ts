import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

interface Attributes {
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

/**
 * The gradient of y = x · s^−β with s = bias + α · W x², W the sum over neighbouring channels:
 * dx = dy · s^−β − 2αβ · x · W (dy · x · s^(−β−1)).
 */
export const localResponseNormalization: Gradient = gradient<Attributes>({
  kernelName: "LRN",
  inputsToSave: ["x"],
  formula: (tensorflow, dy, saved, { depthRadius, bias, alpha, beta }) => {
    const [x] = saved as [tf.Tensor];
    return {
      x: () => {
        const channels = x.shape.at(-1) as number;
        const near = Float32Array.from({ length: channels * channels }, (_, at) =>
          Math.abs(Math.floor(at / channels) - (at % channels)) <= depthRadius ? 1 : 0,
        );
        const window = tensorflow.tensor2d(near, [channels, channels]);
        const overWindow = (value: tf.Tensor) =>
          tensorflow.reshape(
            tensorflow.matMul(tensorflow.reshape(value, [-1, channels]), window),
            value.shape,
          );
        const sums = tensorflow.add(tensorflow.mul(overWindow(tensorflow.square(x)), alpha), bias);
        const inner = tensorflow.mul(tensorflow.mul(dy, x), tensorflow.pow(sums, -beta - 1));
        return tensorflow.sub(
          tensorflow.mul(dy, tensorflow.pow(sums, -beta)),
          tensorflow.mul(tensorflow.mul(x, 2 * alpha * beta), overWindow(inner)),
        );
      },
    };
  },
});
