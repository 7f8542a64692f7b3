import * as tf from "@tensorflow/tfjs";

/** Added to the sum of squares that is divided by. */
const tiny = 1e-8;

/**
 * StyleGAN 2's modulated convolution, `same` padding, stride 1: each sample's kernel is W′ = s · W along its input channels, and with
 * `demodulate` W″ = W′ / √(Σ W′² + 1e-8) over rows, columns and inputs.
 *
 * Computed as d · ((s · x) ∗ W) with d = 1 / √(s² Σ W² + 1e-8): the same, with one convolution for all samples.
 *
 * @param x [batch, height, width, in]
 * @param kernel W [rows, columns, in, filters]
 * @param style s [batch, in]
 * @returns [batch, height, width, filters]
 * @see Karras et al. 2020, equations 1 and 3
 */
export function convolveByStyle({
  x,
  kernel,
  style,
  demodulate,
}: {
  readonly x: tf.Tensor4D;
  readonly kernel: tf.Tensor4D;
  readonly style: tf.Tensor2D;
  readonly demodulate: boolean;
}): tf.Tensor4D {
  const [batch, inputs] = style.shape;
  const styled = tf.mul(x, tf.reshape(style, [batch, 1, 1, inputs])) as tf.Tensor4D;
  const maps = tf.conv2d(styled, kernel, 1, "same");
  if (!demodulate) return maps;
  const squares = tf.sum(tf.square(kernel), [0, 1]) as tf.Tensor2D;
  const factor = tf.rsqrt(tf.add(tf.matMul(tf.square(style), squares), tiny));
  return tf.mul(maps, tf.reshape(factor, [batch, 1, 1, kernel.shape[3]])) as tf.Tensor4D;
}
