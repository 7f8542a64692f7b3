import type { NdArray } from "@ganlens/core";

/** The amount of ink of each image: the mean of its pixels, in [0, 1]. */
export function ink(images: NdArray): Float64Array {
  const count = images.shape[0] ?? 0;
  const size = images.data.length / Math.max(1, count);
  return Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let pixel = i * size; pixel < (i + 1) * size; pixel++) sum += images.data[pixel] as number;
    return sum / size;
  });
}
