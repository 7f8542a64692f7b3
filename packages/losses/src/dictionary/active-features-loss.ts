import * as tf from "@tensorflow/tfjs";
import { activeFeatures, type JumpReluInput } from "./jump-relu.ts";

/**
 * The sparsity of a JumpReLU dictionary by its count: E L0, or with a target ½ E (L0 − L0*)², L0 the number of active features of a sample.
 *
 * @param target L0*: how many features are to be active; where it is left out, as few as can be
 * @returns scalar ≥ 0, before it is weighted; gradients reach thresholds, see {@link activeFeatures}
 * @throws as {@link activeFeatures}
 * @see Rajamanoharan et al. 2024, Jumping ahead
 */
export function activeFeaturesLoss({
  target,
  ...input
}: JumpReluInput & { readonly target?: number }): tf.Scalar {
  return tf.tidy(() => {
    const counts = activeFeatures(input);
    if (target === undefined) return tf.mean(counts);
    return tf.mul(tf.mean(tf.square(tf.sub(counts, target))), 0.5);
  });
}
