import type { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { CorruptionConfig } from "../config/corruption-config.ts";

/**
 * Images with noise, x + σ ε, not cut to [0, 1]; or masked, each pixel 0 with a probability.
 *
 * @see Vincent et al. 2008
 */
export function corruptSamples(
  x: tf.Tensor,
  { config, random }: { readonly config: CorruptionConfig; readonly random: Random },
): tf.Tensor {
  if (config.kind === "noise") {
    return tf.add(x, tf.mul(tf.tensor(random.normal(x.size), x.shape), config.standardDeviation));
  }
  const kept = Float32Array.from(random.uniform(x.size), (value) => (value < config.share ? 0 : 1));
  return tf.mul(x, tf.tensor(kept, x.shape));
}
