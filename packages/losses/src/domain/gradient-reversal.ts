import * as tf from "@tensorflow/tfjs";

/**
 * Gradient reversal: x as it is, with −λ times the gradient that comes back, so that what feeds a classifier learns to mislead it.
 *
 * @param x any shape
 * @param strength λ; {@link reversalStrength} gives its usual schedule
 * @returns the same shape
 * @see Ganin et al. 2016
 */
export function gradientReversal<T extends tf.Tensor>(x: T, strength: number): T {
  const operation = tf.customGrad((given) => ({
    value: tf.clone(given as tf.Tensor),
    gradFunc: (gradient) => tf.mul(gradient, -strength),
  }));
  return tf.tidy(() => operation(x) as T);
}
