import * as tf from "@tensorflow/tfjs";

/**
 * x̂ = (x − mean) / √(variance + epsilon) with the biased variance, each over the named axes; same shape.
 *
 * @param centred false: x / √(mean of x² + epsilon)
 */
export function standardize(
  x: tf.Tensor,
  {
    axes,
    epsilon,
    centred = true,
  }: { readonly axes: readonly number[]; readonly epsilon: number; readonly centred?: boolean },
): tf.Tensor {
  const difference = centred ? tf.sub(x, tf.mean(x, [...axes], true)) : x;
  const variance = tf.mean(tf.square(difference), [...axes], true);
  return tf.mul(difference, tf.rsqrt(tf.add(variance, epsilon)));
}
