import type { Random } from "@ganlens/core";
import type { PixelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

/**
 * x + σ (high − low) / 2 · ε, ε ~ N(0, 1) for each value: noise that both distributions share, so that they overlap.
 *
 * @param samples any shape; without noise they come back as they are
 * @param options.deviation σ ≥ 0, in halves of the range
 * @param options.range the values of the samples; [−1, 1] unless given, so that σ is in their own units
 * @see Arjovsky, Bottou 2017, section 3; Sønderby et al. 2017
 */
export function withInstanceNoise(
  samples: tf.Tensor,
  {
    deviation,
    range: [low, high] = [-1, 1],
    random,
  }: { readonly deviation: number; readonly range: PixelRange | undefined; readonly random: Random },
): tf.Tensor {
  if (deviation === 0) return samples;
  const noise = tf.tensor(random.normal(samples.size), samples.shape);
  return tf.add(samples, tf.mul(noise, (deviation * (high - low)) / 2));
}
