import * as tf from "@tensorflow/tfjs";
import type { PartialGradients } from "../combine-gradients.ts";

/** The mean squared error of a linear map of 3 inputs to 2 outputs, and what differs from run to run. */
export interface LinearTask {
  readonly weights: Float32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export async function linearGradients({ weights, x, y }: LinearTask): Promise<PartialGradients> {
  const samples = x.length / 3;
  const { value, grad } = tf.tidy(() => {
    const [inputs, outputs] = [tf.tensor2d(x, [samples, 3]), tf.tensor2d(y, [samples, 2])];
    const loss = tf.valueAndGrad((w: tf.Tensor) =>
      tf.mean(tf.squaredDifference(tf.matMul(inputs, w as tf.Tensor2D), outputs)),
    );
    return loss(tf.tensor2d(weights, [3, 2]));
  });
  const [losses, gradient] = [[...(await value.data())], (await grad.data()) as Float32Array];
  tf.dispose([value, grad]);
  return { samples, losses, gradients: { weights: gradient } };
}
