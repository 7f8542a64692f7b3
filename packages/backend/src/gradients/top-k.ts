import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

/** The gradient of the k largest: it goes to where they were; their indices have none. */
export const topK: Gradient = gradient<{ readonly k: number }, readonly tf.Tensor[]>({
  kernelName: "TopK",
  inputsToSave: ["x"],
  outputsToSave: [false, true],
  formula: (tensorflow, [dy], saved, { k }) => {
    const [x, indices] = saved as [tf.Tensor, tf.Tensor];
    return {
      x: () => {
        const width = x.shape.at(-1) as number;
        const rows = x.size / width;
        const row = Int32Array.from({ length: rows * k }, (_, i) => Math.floor(i / k));
        const places = tensorflow.stack(
          [tensorflow.tensor1d(row, "int32"), tensorflow.reshape(indices, [rows * k])],
          1,
        );
        const values = tensorflow.reshape(dy as tf.Tensor, [rows * k]);
        return tensorflow.reshape(tensorflow.scatterND(places, values, [rows, width]), x.shape);
      },
    };
  },
});
