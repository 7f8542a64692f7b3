import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";
import { runKernel } from "./run-kernel.ts";

/** The gradient of ELU's gradient dy · (y + 1 where y < 0, else 1), which stock tfjs lacks. */
export const eluGrad: Gradient = gradient({
  kernelName: "EluGrad",
  inputsToSave: ["dy", "y"],
  formula: (tensorflow, ddx, saved) => {
    const [dy, y] = saved as [tf.Tensor, tf.Tensor];
    return {
      dy: () => runKernel(tensorflow, "EluGrad", { dy: ddx, y }, {}),
      y: () => {
        const negative = tensorflow.cast(tensorflow.less(y, 0), "float32");
        return tensorflow.mul(tensorflow.mul(ddx, dy), negative);
      },
    };
  },
});
