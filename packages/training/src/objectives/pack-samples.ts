import * as tf from "@tensorflow/tfjs";

/**
 * Several samples as one, for a discriminator that judges them together: channels side by side, `[n · m, h, w, c]` → `[n, h, w, m · c]`,
 * or the numbers of points, `[n · m, d]` → `[n, m · d]`.
 *
 * @param together m; the samples must be a multiple of it
 * @see Lin, Khetan, Fanti, Oh 2018, section 2 (PacGAN)
 */
export function packSamples(samples: tf.Tensor, together: number): tf.Tensor {
  if (together === 1) return samples;
  const [count, ...shape] = samples.shape as [number, ...number[]];
  const last = shape.at(-1) as number;
  const packs = tf.reshape(samples, [count / together, together, ...shape]);
  const axes = packs.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const order = [...axes.slice(0, -1), 1, axes.at(-1) as number];
  return tf.reshape(tf.transpose(packs, order), [count / together, ...shape.slice(0, -1), together * last]);
}
