import type * as tf from "@tensorflow/tfjs";
import { normalizationSums } from "./normalization-sums.ts";

/**
 * The gradient of batch normalisation with given mean and variance, written with broadcasting.
 *
 * For y = (x − mean) · scale / √(variance + ε) + offset and r = 1 / √(variance + ε):
 * dx = dy · scale · r, dmean = −Σ dx, dvariance = −½ Σ (dy · scale · (x − mean)) · r³, dscale = Σ dy · (x − mean) · r,
 * doffset = Σ dy, the sums over all axes but the last. Stock tfjs tiles the statistics to the size of x first, which is
 * some thirty times slower on wasm.
 */
export function createFusedBatchNormGradient(tensorflow: typeof tf): tf.GradFunc {
  const gradient = (
    dy: tf.Tensor,
    [x, mean, variance, scale]: [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor | undefined],
    attrs: { readonly varianceEpsilon: number },
  ) => {
    const inverse = () => tensorflow.rsqrt(tensorflow.add(variance, attrs.varianceEpsilon));
    const sumLike = (value: tf.Tensor, like: tf.Tensor) => {
      const extra = value.rank - like.rank;
      const axes = value.shape
        .map((_, axis) => axis)
        .filter((axis) => axis < extra || like.shape[axis - extra] === 1);
      return tensorflow.reshape(tensorflow.sum(value, axes), like.shape);
    };
    const scaled = () => (scale === undefined ? dy : tensorflow.mul(dy, scale));
    const centred = () => tensorflow.sub(x, mean);
    const normalised = () => tensorflow.mul(centred(), inverse());
    const sums = normalizationSums(tensorflow, { x, dy, mean });
    if (sums !== null) {
      const { change, product } = sums;
      const slope = scale === undefined ? inverse() : tensorflow.mul(inverse(), scale);
      return {
        x: () => tensorflow.mul(dy, slope),
        mean: () => tensorflow.neg(tensorflow.mul(change, slope)),
        variance: () =>
          tensorflow.mul(tensorflow.mul(product, slope), tensorflow.mul(tensorflow.square(inverse()), -0.5)),
        scale: () => tensorflow.mul(product, inverse()),
        offset: () => tensorflow.clone(change),
      };
    }
    return {
      x: () => tensorflow.reshape(tensorflow.mul(scaled(), inverse()), x.shape),
      mean: () => tensorflow.neg(sumLike(tensorflow.mul(scaled(), inverse()), mean)),
      variance: () => {
        const cubed = tensorflow.pow(inverse(), 3);
        const product = tensorflow.mul(tensorflow.mul(scaled(), centred()), cubed);
        return tensorflow.mul(sumLike(product, variance), -0.5);
      },
      scale: () => sumLike(tensorflow.mul(dy, normalised()), scale ?? mean),
      offset: () => sumLike(dy, mean),
    };
  };
  return gradient as unknown as tf.GradFunc;
}
