import { RunUnsupportedError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { type WarpOptions, warpTaps } from "../kernels/warp-taps.ts";
import { type Gradient, gradient } from "./gradient.ts";

/**
 * The gradient of a projective warp with respect to the image: each result pixel's gradient is added to the one or four
 * pixels that it was read from.
 *
 * @throws {RunUnsupportedError} when the transforms themselves are differentiated
 */
export const transform: Gradient = gradient<WarpOptions>({
  kernelName: "Transform",
  inputsToSave: ["image", "transforms"],
  formula: (tensorflow, dy, saved, { interpolation, fillMode }) => {
    const [image, transforms] = saved as [tf.Tensor4D, tf.Tensor2D];
    return {
      image: () => {
        const [, height, width] = dy.shape as [number, number, number, number];
        const channels = image.shape[3];
        const added = warpTaps(tensorflow, {
          imageShape: image.shape,
          transforms,
          size: [height, width],
          interpolation,
          fillMode,
        }).map(({ places, share }) =>
          tensorflow.scatterND(
            places,
            tensorflow.reshape(tensorflow.mul(dy, share), [-1, channels]),
            image.shape as [number, number, number, number],
          ),
        );
        return tensorflow.addN(added);
      },
      transforms: () => {
        throw new RunUnsupportedError({
          message:
            "Expected a gradient of image.transform with respect to the image, received one for the transforms.",
          hint: "Write the warp with gather when the transforms are to be learned.",
        });
      },
    };
  },
});
