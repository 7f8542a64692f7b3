import * as tf from "@tensorflow/tfjs";

/** No unit counts as smaller than this, so that weights that start at 0 can move. */
const smallest = 1e-3;

/**
 * Adaptive gradient clipping: a unit's gradient is scaled down to ratio · max(‖w‖, 0.001) where its norm is above that.
 *
 * A unit is what shares the last axis of a kernel, an output of a dense layer or convolution; a vector or scalar is one unit.
 * Kernels of transposed convolutions have their inputs there.
 *
 * @param gradient of the weights' shape
 * @returns the clipped gradient, of the same shape
 * @see Brock, De, Smith and Simonyan 2021, equation 3
 */
export function clipUnits({
  gradient,
  weights,
  ratio,
}: {
  readonly gradient: tf.Tensor;
  readonly weights: tf.Tensor;
  readonly ratio: number;
}): tf.Tensor {
  return tf.tidy(() => {
    const { rank } = weights;
    const axes = Array.from({ length: rank < 2 ? rank : rank - 1 }, (_, axis) => axis);
    const norm = (tensor: tf.Tensor) => tf.sqrt(tf.sum(tf.square(tensor), axes, true));
    const most = tf.mul(tf.maximum(norm(weights), smallest), ratio);
    const size = norm(gradient);
    // Where the gradient is not too large, the quotient is not used, so that 0 / 0 does no harm.
    const scale = tf.where(tf.greater(size, most), tf.div(most, size), tf.onesLike(size));
    return tf.mul(gradient, scale);
  });
}
