import type { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { type PolicyName, policies } from "./policies/policies.ts";

/** How {@link diffAugment} changes images. */
export interface DiffAugmentOptions {
  readonly policies: readonly PolicyName[];
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
  const chosen = Object.entries(policies).filter(([name]) => options.policies.includes(name as PolicyName));
  return chosen.reduce((so, [name, policy]) => policy.apply(so, options.random.split(name)), images);
}
