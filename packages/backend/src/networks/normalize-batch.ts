import { batchNormalizationKernels } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { runKernels } from "../gradients/run-kernel.ts";

const epsilon = 1e-5;

/**
 * Batch normalisation with the batch's own statistics, as in training: by the backend's own kernels where it has them and no
 * second derivative can be asked for, else by `tf.moments` and `tf.batchNorm`.
 *
 * @param x [..., channels]
 * @param gamma [channels]
 * @param beta [channels]
 */
export function normalizeBatch(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const { forward, backward } = batchNormalizationKernels;
  const { gradientDepth } = (tf.engine() as unknown as { readonly state: { readonly gradientDepth: number } })
    .state;
  if (gradientDepth > 1 || tf.getKernel(forward, tf.getBackend()) === undefined)
    return byMoments(x, gamma, beta);
  const normalize = tf.customGrad((...given) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const [value, mean, variance] = runKernels(tf, forward, { x, gamma, beta }, { epsilon }) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    save([x, gamma, mean, variance]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, gamma, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      return [...runKernels(tf, backward, { dy, x, gamma, mean, variance }, { epsilon })];
    };
    return { value, gradFunc };
  });
  return normalize(x, gamma, beta);
}

function byMoments(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  const [statistics, parameters] = [
    [mean, variance],
    [beta, gamma],
  ] as [[tf.Tensor1D, tf.Tensor1D], [tf.Tensor1D, tf.Tensor1D]];
  return tf.batchNorm(x as tf.Tensor4D, ...statistics, ...parameters, epsilon);
}
