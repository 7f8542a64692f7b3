import { concatRows, type NdArray, type Random, type Subject, takeRows } from "@ganlens/core";
import { controlImages } from "../../real/control-images.ts";
import { realSet } from "../../sets/draw-set.ts";

/** All real images of the training data's own source, and why no control can be made of them, where that is so. */
export interface RealPool {
  readonly images: NdArray;
  readonly reason?: string;
}

/**
 * Real images to compare with, seen by the generator or not: a set of copies compresses as its originals do, so that nothing is won by
 * copying. Held-out images by other hands are left out.
 */
export async function realPool(subject: Subject): Promise<RealPool> {
  const found = await controlImages(subject);
  if ("reason" in found) return { images: (await realSet(subject, "train")).x, reason: found.reason };
  const { training, known, placebo } = found.images;
  return { images: concatRows([training, known, placebo]) };
}

/** Two halves of the real images that share none, of `n` images each. */
export function dividedPool(
  { images }: RealPool,
  n: number,
  random: Random,
): { readonly reference: NdArray; readonly placebo: NdArray } {
  const order = random.permutation(images.shape[0] as number);
  return {
    reference: takeRows(images, [...order.subarray(0, n)]),
    placebo: takeRows(images, [...order.subarray(n, 2 * n)]),
  };
}

/** Up to `n` images in random order. */
export function someOf(images: NdArray, n: number, random: Random): NdArray {
  const order = random.permutation(images.shape[0] as number);
  return takeRows(images, [...order.subarray(0, n)]);
}
