import type { NdArray } from "@ganlens/core";

/** The variance of a set of images about their mean image, summed over pixels. */
export function totalVariance(images: NdArray): number {
  const count = images.shape[0] ?? 0;
  const size = images.data.length / Math.max(1, count);
  let total = 0;
  for (let pixel = 0; pixel < size; pixel++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const value = images.data[i * size + pixel] as number;
      sum += value;
      squares += value * value;
    }
    total += Math.max(0, squares / count - (sum / count) ** 2);
  }
  return total;
}

/** True when all images of a set are the same, up to rounding. */
export function isConstant(images: NdArray): boolean {
  return totalVariance(images) < 1e-9 * Math.max(1, images.data.length / Math.max(1, images.shape[0] ?? 0));
}

/** Generated images whose variance is a smaller share of the real ones' are one and the same image. */
const collapsedBelow = 1e-4;

/** The variance of generated images as a share of that of real ones; Infinity where the real ones do not vary. */
export function varianceShare(generated: NdArray, real: NdArray): number {
  const own = totalVariance(real);
  return own === 0 ? Number.POSITIVE_INFINITY : totalVariance(generated) / own;
}

/** True when a generator draws one and the same image: less than a ten-thousandth of the real images' variance. */
export function isCollapsed(generated: NdArray, real: NdArray): boolean {
  return varianceShare(generated, real) < collapsedBelow;
}

/**
 * Generated images whose variance is a smaller share of the real ones' hardly vary: how near they lie to each other, or to what an
 * autoencoder knows, says nothing of what they show.
 */
export const leastVariance = 0.25;
