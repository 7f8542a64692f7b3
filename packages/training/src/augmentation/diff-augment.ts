import type { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { type PolicyName, policies } from "./policies/policies.ts";

/** How {@link diffAugment} changes images. */
export interface DiffAugmentOptions {
  readonly policies: readonly PolicyName[];
  /** What stands where an image was shifted away or covered, in [−1, 1]: 0, middle grey, unless told. */
  readonly fill?: number;
  readonly random: Random;
}

/**
 * T(x): images as a discriminator is to see them, changed at random by differentiable operations; to be applied to real and generated
 * ones alike, in the losses of both networks, so that the generator need not learn the changes.
 *
 * It is linear in x up to a constant, so that gradients of every order follow it on every backend.
 *
 * @param images `[n, height, width, channels]`, black at −1 and white at 1
 * @see Zhao, Liu, Lin, Zhu, Han 2020, Differentiable augmentation for data-efficient GAN training
 */
export function diffAugment(images: tf.Tensor4D, options: DiffAugmentOptions): tf.Tensor4D {
  const { fill = 0, random } = options;
  const chosen = Object.entries(policies).filter(([name]) => options.policies.includes(name as PolicyName));
  return chosen.reduce((so, [name, { leavesGaps, apply }]) => {
    if (!leavesGaps || fill === 0) return apply(so, random.split(name));
    return tf.add(apply(tf.sub(so, fill), random.split(name)), fill);
  }, images);
}
