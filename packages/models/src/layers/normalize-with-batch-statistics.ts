import { batchNormalizationKernels } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** What {@link normalizeWithBatchStatistics} takes. */
export interface BatchStatisticsInputs {
  /** Any rank of at least 2; channels last. */
  readonly x: tf.Tensor;
  /** Shape [channels]; left out it is 1. */
  readonly gamma?: tf.Tensor | undefined;
  /** Shape [channels]; left out it is 0. */
  readonly beta?: tf.Tensor | undefined;
  readonly epsilon: number;
  /** Sees the batch's mean and biased variance, shape [channels], once per pass; they live no longer than the call. */
  readonly onStatistics?: (mean: tf.Tensor, variance: tf.Tensor) => void;
}

/** Fails loudly where a second derivative would come out wrong in silence. */
const onceDifferentiable = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: () => {
    throw new Error(
      "Batch normalisation with batch statistics has no second derivative: leave it out of a network under a gradient penalty.",
    );
  },
}));

/**
 * Batch normalisation with the batch's own statistics, over every axis but the last.
 *
 * y = gamma · x̂ + beta with x̂ = (x − mean) · r and r = 1 / √(variance + epsilon). The gradient is the closed form
 * dx = gamma · r · (dy − mean(dy) − x̂ · mean(dy · x̂)), dgamma = Σ dy · x̂, dbeta = Σ dy: by the backend's own kernels where
 * it has them ({@link batchNormalizationKernels}), else by broadcasting, where TensorFlow.js tiles. First order only; a
 * second derivative throws.
 *
 * @returns a tensor of x's shape
 */
export function normalizeWithBatchStatistics(inputs: BatchStatisticsInputs): tf.Tensor {
  const { x, gamma, beta } = inputs;
  const given = [true, gamma !== undefined, beta !== undefined];
  const hasKernels = tf.getKernel(batchNormalizationKernels.forward, tf.getBackend()) !== undefined;
  const normalized = hasKernels && x.dtype === "float32" && x.size > 0 ? byKernels : byBroadcasting;
  const normalize = tf.customGrad((...args) => {
    const { value, gradients } = normalized(inputs, args.at(-1) as tf.GradSaveFunc);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
      gradients(dy, saved).filter((_, place) => given[place]);
    return { value, gradFunc };
  });
  return normalize(...[x, gamma, beta].filter((input) => input !== undefined));
}

/** A result, and from what came from above the gradients of x, gamma and beta. */
interface Normalized {
  readonly value: tf.Tensor;
  gradients(dy: tf.Tensor, saved: readonly tf.Tensor[]): readonly [tf.Tensor, tf.Tensor, tf.Tensor];
}

type Three = readonly [tf.Tensor, tf.Tensor, tf.Tensor];

function byKernels(
  { x, gamma, beta, epsilon, onStatistics }: BatchStatisticsInputs,
  save: tf.GradSaveFunc,
): Normalized {
  const { forward, backward } = batchNormalizationKernels;
  const channels = x.shape.at(-1) as number;
  const run = (name: string, inputs: tf.NamedTensorMap) =>
    tf.engine().runKernel(name, inputs, { epsilon }) as unknown as Three;
  const scale = gamma ?? tf.ones([channels]);
  const [value, mean, variance] = run(forward, { x, gamma: scale, beta: beta ?? tf.zeros([channels]) });
  onStatistics?.(mean, variance);
  save([x, scale, mean, variance]);
  return {
    value,
    gradients(dy, saved) {
      const [x, gamma, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const [dx, dGamma, dBeta] = run(backward, { dy, x, gamma, mean, variance });
      // Behind the kernel, which has no gradient either, so that this is what a second derivative meets first.
      return [onceDifferentiable(dx), onceDifferentiable(dGamma), onceDifferentiable(dBeta)];
    },
  };
}

function byBroadcasting(
  { x, gamma, beta, epsilon, onStatistics }: BatchStatisticsInputs,
  save: tf.GradSaveFunc,
): Normalized {
  const { shape } = x;
  const channels = shape.at(-1) as number;
  const rows = tf.reshape(x, [-1, channels]);
  const mean = tf.mean(rows, 0);
  const centred = tf.sub(rows, mean);
  const variance = tf.mean(tf.square(centred), 0);
  onStatistics?.(mean, variance);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const scale = gamma ? tf.mul(inverse, gamma) : inverse;
  const normalised = tf.mul(centred, inverse);
  save([normalised, scale]);
  const scaled = gamma ? tf.mul(normalised, gamma) : normalised;
  return {
    value: tf.reshape(beta ? tf.add(scaled, beta) : scaled, shape),
    gradients(dy, saved) {
      const [xHat, slope] = saved as [tf.Tensor, tf.Tensor];
      const dRows = tf.reshape(onceDifferentiable(dy), [-1, channels]);
      const count = dRows.shape[0] as number;
      const dBeta = tf.sum(dRows, 0);
      const dGamma = tf.sum(tf.mul(dRows, xHat), 0);
      const fromMean = tf.div(dBeta, count);
      const fromVariance = tf.mul(xHat, tf.div(dGamma, count));
      const dx = tf.reshape(tf.mul(tf.sub(tf.sub(dRows, fromMean), fromVariance), slope), shape);
      return [dx, dGamma, dBeta];
    },
  };
}
