import type { NdArray } from "@ganlens/core";

/**
 * The mean of each block of images, over all channels, row by row of blocks.
 *
 * @param blocks along each side, at most its pixels; sides that it does not divide give blocks that differ by one pixel
 * @returns `[n, rows of blocks · columns of blocks]`
 */
export function blockMeans({ data, shape }: NdArray, blocks: number): NdArray {
  const [n = 0, height = 0, width = 0, channels = 0] = shape;
  const [rows, columns] = [Math.min(blocks, height), Math.min(blocks, width)];
  const out = new Float32Array(n * rows * columns);
  const counts = new Float32Array(rows * columns);
  for (let i = 0; i < n; i++) {
    counts.fill(0);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const block = Math.floor((row * rows) / height) * columns + Math.floor((column * columns) / width);
        const at = ((i * height + row) * width + column) * channels;
        for (let channel = 0; channel < channels; channel++) {
          out[i * rows * columns + block] =
            (out[i * rows * columns + block] as number) + (data[at + channel] as number);
        }
        counts[block] = (counts[block] as number) + channels;
      }
    }
    for (let block = 0; block < counts.length; block++) {
      const at = i * counts.length + block;
      out[at] = (out[at] as number) / (counts[block] as number);
    }
  }
  return { data: out, shape: [n, rows * columns] };
}
