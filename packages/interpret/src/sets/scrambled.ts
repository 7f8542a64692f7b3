import type { NdArray, Random } from "@ganlens/core";

/** Every image with its own pixels in random order: ink and grey values stay, all structure is gone. */
export function withPixelsShuffled(images: NdArray, random: Random): NdArray {
  const count = images.shape[0] ?? 0;
  const size = images.data.length / Math.max(1, count);
  const data = new Float32Array(images.data.length);
  for (let i = 0; i < count; i++) {
    const order = random.permutation(size);
    for (let pixel = 0; pixel < size; pixel++) {
      data[i * size + pixel] = images.data[i * size + (order[pixel] as number)] as number;
    }
  }
  return { data, shape: images.shape };
}

/** Every pixel drawn from another image: each pixel keeps its values over the set, what pixels do together is gone. */
export function withImagesMixed(images: NdArray, random: Random): NdArray {
  const count = images.shape[0] ?? 0;
  const size = images.data.length / Math.max(1, count);
  const data = new Float32Array(images.data.length);
  for (let pixel = 0; pixel < size; pixel++) {
    const order = random.permutation(count);
    for (let i = 0; i < count; i++) {
      data[i * size + pixel] = images.data[(order[i] as number) * size + pixel] as number;
    }
  }
  return { data, shape: images.shape };
}
