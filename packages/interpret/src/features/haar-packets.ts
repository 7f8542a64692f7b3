import type { NdArray } from "@ganlens/core";

/**
 * The full Haar wavelet-packet transform: each level takes every packet apart into four of half the side, (a ± b ± c ± d) / 2 of each
 * square of four pixels: smooth, horizontal, vertical and diagonal differences.
 *
 * Orthonormal: the sum of squares stays. Packets stand in natural order, one after the other, each row by row with its channels last.
 *
 * @param images `[n, height, width, channels]`; sides are filled up to a multiple of 2^levels with their last row and column
 * @param levels ≥ 0
 * @returns `[n, 4^levels · d]`, d the coefficients of a packet
 */
export function haarPackets(
  images: NdArray,
  levels: number,
): { readonly data: Float32Array; readonly shape: [number, number] } {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  const cell = 2 ** levels;
  const rows = Math.ceil(height / cell) * cell;
  const columns = Math.ceil(width / cell) * cell;
  const size = rows * columns * channels;
  const out = new Float32Array(count * size);
  let packets = new Float64Array(size);
  let next = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    const start = i * height * width * channels;
    for (let y = 0; y < rows; y++) {
      const row = start + Math.min(y, height - 1) * width * channels;
      for (let x = 0; x < columns; x++) {
        const from = row + Math.min(x, width - 1) * channels;
        const to = (y * columns + x) * channels;
        for (let c = 0; c < channels; c++) packets[to + c] = images.data[from + c] as number;
      }
    }
    for (let level = 0; level < levels; level++) {
      split(packets, next, { packets: 4 ** level, rows: rows >> level, columns: columns >> level, channels });
      [packets, next] = [next, packets];
    }
    out.set(packets, i * size);
  }
  return { data: out, shape: [count, size] };
}

/** One level: every packet of `from` into four of `to`. */
function split(
  from: Float64Array,
  to: Float64Array,
  {
    packets,
    rows,
    columns,
    channels,
  }: { readonly packets: number; readonly rows: number; readonly columns: number; readonly channels: number },
): void {
  const quarter = (rows / 2) * (columns / 2) * channels;
  const line = columns * channels;
  for (let p = 0; p < packets; p++) {
    const start = p * 4 * quarter;
    for (let y = 0; y < rows / 2; y++) {
      for (let x = 0; x < columns / 2; x++) {
        for (let c = 0; c < channels; c++) {
          const at = start + 2 * y * line + 2 * x * channels + c;
          const [a, b] = [from[at] as number, from[at + channels] as number];
          const [d, e] = [from[at + line] as number, from[at + line + channels] as number];
          const out = start + (y * (columns / 2) + x) * channels + c;
          to[out] = (a + b + d + e) / 2;
          to[out + quarter] = (a + b - d - e) / 2;
          to[out + 2 * quarter] = (a - b + d - e) / 2;
          to[out + 3 * quarter] = (a - b - d + e) / 2;
        }
      }
    }
  }
}
