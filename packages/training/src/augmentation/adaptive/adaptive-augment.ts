import type { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { afterWarp, samePlaces, type Warp } from "../warp.ts";
import { warpImages } from "../warp-images.ts";
import type { AdaptiveTransform } from "./adaptive-transform.ts";
import { type AdaptiveTransformName, adaptiveTransforms } from "./adaptive-transforms.ts";
import { type Colouring, colourImages, sameColours, thenColouring } from "./colouring.ts";

/** How {@link adaptiveAugment} changes images. */
export interface AdaptiveAugmentOptions {
  readonly transforms: readonly AdaptiveTransformName[];
  /** How likely each image gets each transform, in [0, 1]. */
  readonly probability: number;
  readonly random: Random;
}

/**
 * T(x) of adaptive discriminator augmentation: each image gets each transform with the same probability, with strengths of its own.
 *
 * Places and colours are worked out first, and pixels are changed once for each; gradients of every order follow them on every backend.
 * Interpolation is linear, beyond an edge stands the edge's pixel, and turns end at 30°: simpler than in the paper, for small images.
 *
 * @param images `[n, height, width, channels]` with 1 or 3 channels, black at −1 and white at 1
 * @see Karras, Aittala, Hellsten, Laine, Lehtinen, Aila 2020, section 3 and appendix B
 */
export function adaptiveAugment(
  images: tf.Tensor4D,
  { transforms, probability, random }: AdaptiveAugmentOptions,
): tf.Tensor4D {
  if (probability <= 0) return images;
  const [count, height, width, channels] = images.shape;
  const warps: Warp[] = new Array(count).fill(samePlaces);
  const colourings: Colouring[] = new Array(count).fill(sameColours);
  let [moves, colours] = [false, false];
  for (const [name, transform] of Object.entries<AdaptiveTransform>(adaptiveTransforms)) {
    if (!transforms.includes(name as AdaptiveTransformName)) continue;
    if (transform.coloursOnly === true && channels === 1) continue;
    const own = random.split(name);
    const strengths = own.split("strength");
    for (const [i, draw] of own.uniform(count).entries()) {
      // Drawn for all, so that a probability that moves a little changes a few images only.
      const warp = transform.warp?.(strengths, { height, width });
      const colouring = transform.colouring?.(strengths);
      if (draw >= probability) continue;
      if (warp !== undefined) warps[i] = afterWarp(warps[i] as Warp, warp);
      if (colouring !== undefined) colourings[i] = thenColouring(colourings[i] as Colouring, colouring);
      moves ||= warp !== undefined;
      colours ||= colouring !== undefined;
    }
  }
  const moved = moves ? warpImages(images, warps) : images;
  return colours ? colourImages(moved, colourings) : moved;
}
