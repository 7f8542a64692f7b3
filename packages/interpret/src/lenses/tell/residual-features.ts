import type { NdArray } from "@ganlens/core";
import { haarPackets } from "../../features/haar-packets.ts";
import { blockMeans } from "../../sets/block-means.ts";

/** Blocks along each side. */
const blocks = 4;
/** Levels of wavelet packets: 16 bands. */
const levels = 2;
/** Below the square of one step of 255: what is not there has no logarithm. */
const least = 1e-5;

/**
 * Features of residuals: in each of 4 × 4 blocks their mean and the logarithm of their mean square, and the same logarithm in each
 * of 16 bands of frequency.
 *
 * Means alone would not do: noise and blur leave residuals of mean 0 that are larger, or of another frequency.
 *
 * @param residuals `[n, height, width, channels]`
 * @returns `[n, 16 + blocks + blocks]`
 */
export function residualFeatures(residuals: NdArray): NdArray {
  const n = residuals.shape[0] as number;
  const means = blockMeans(residuals, blocks);
  const squared = { data: residuals.data.map((value) => value * value), shape: residuals.shape };
  const energies = blockMeans(squared, blocks);
  const packets = haarPackets(residuals, levels);
  const bands = 4 ** levels;
  const perBand = (packets.shape[1] as number) / bands;
  const count = means.shape[1] as number;
  const width = 2 * count + bands;
  const data = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let block = 0; block < count; block++) {
      data[i * width + block] = means.data[i * count + block] as number;
      data[i * width + count + block] = Math.log(least + (energies.data[i * count + block] as number));
    }
    for (let band = 0; band < bands; band++) {
      const start = (i * bands + band) * perBand;
      let sum = 0;
      for (let at = start; at < start + perBand; at++) sum += (packets.data[at] as number) ** 2;
      data[i * width + 2 * count + band] = Math.log(least + sum / perBand);
    }
  }
  return { data, shape: [n, width] };
}
