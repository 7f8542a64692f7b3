import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
}

/**
 * The gradient of max pooling's gradient: dy goes to where the maximum was, so its own gradient is read from there.
 *
 * Where the maximum was does not change with x almost everywhere: zero for image and result.
 */
export const maxPoolGrad: Gradient = gradient<Attributes>({
  kernelName: "MaxPoolGrad",
  inputsToSave: ["dy", "input"],
  formula: (tensorflow, ddx, saved, { filterSize, strides, pad }) => {
    const [dy, input] = saved as [tf.Tensor, tf.Tensor4D];
    return {
      dy: () => {
        const { indexes } = tensorflow.maxPoolWithArgmax(
          input,
          filterSize,
          strides,
          pad as "same" | "valid",
          true,
        );
        const flat = tensorflow.reshape(ddx, [-1]);
        const places = tensorflow.cast(tensorflow.reshape(indexes as tf.Tensor, [-1]), "int32");
        return tensorflow.reshape(tensorflow.gather(flat, places), dy.shape);
      },
      input: () => tensorflow.zeros(ddx.shape),
      output: () => tensorflow.zeros(dy.shape),
    };
  },
});
