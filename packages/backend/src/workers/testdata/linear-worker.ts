import * as tf from "@tensorflow/tfjs";
import { installKernels } from "../../kernels/install-kernels.ts";
import { openBackend } from "../../open-backend.ts";
import type { PartialGradients } from "../combine-gradients.ts";
import { serveTasks } from "../serve-tasks.ts";

/** The mean squared error of a linear map of 3 inputs to 2 outputs, and what differs from run to run. */
export interface LinearTask {
  readonly weights: Float32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

serveTasks(
  {
    gradients({ weights, x, y }: LinearTask): Promise<PartialGradients> {
      return gradientsOf(weights, x, y);
    },
    fail() {
      throw new RangeError("as asked");
    },
    leave() {
      setTimeout(() => {
        throw new RangeError("left");
      });
      return new Promise(() => {});
    },
  },
  async () => {
    await openBackend({ require: "wasm" });
    installKernels(tf);
  },
);

async function gradientsOf(weights: Float32Array, x: Float32Array, y: Float32Array): Promise<PartialGradients> {
  const { value, grad } = tf.tidy(() => {
    const loss = tf.valueAndGrad((w: tf.Tensor) =>
      tf.mean(
        tf.squaredDifference(tf.matMul(tf.tensor2d(x, [x.length / 3, 3]), w as tf.Tensor2D), tf.tensor2d(y, [x.length / 3, 2])),
      ),
    );
    return loss(tf.tensor2d(weights, [3, 2]));
  });
  const [losses, gradient] = [[...(await value.data())], (await grad.data()) as Float32Array];
  tf.dispose([value, grad]);
  return { samples: x.length / 3, losses, gradients: { weights: gradient } };
}
