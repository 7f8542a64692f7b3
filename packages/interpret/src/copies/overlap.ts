import { type NdArray, takeRows } from "@ganlens/core";
import { totalVariance } from "../sets/collapse.ts";
import { nearestRows } from "./nearest-rows.ts";
import type { PixelCodes } from "./pixel-codes.ts";
import { nearlySame } from "./repeats.ts";

/**
 * How many images are nearly the same as a training image: real ones that are said to be unseen must not be.
 *
 * Candidates are the nearest training images in principal components; images that are nearly the same are so in full, too: their squared
 * distance is at most a thousandth of the mean one of two training images.
 */
export async function overlapOf({
  kept,
  training,
  pixels,
}: {
  readonly kept: NdArray;
  readonly training: NdArray;
  readonly pixels: PixelCodes;
}): Promise<number> {
  const { rows } = await nearestRows({
    queries: await pixels.codes(kept),
    points: await pixels.codes(training),
    k: 1,
  });
  const near = takeRows(training, [...rows]);
  const size = kept.data.length / (kept.shape[0] as number);
  const most = nearlySame * 2 * totalVariance(training);
  return Array.from({ length: rows.length }, (_, row) => row).filter((row) => {
    let sum = 0;
    for (let i = row * size; i < (row + 1) * size; i++) {
      sum += ((kept.data[i] as number) - (near.data[i] as number)) ** 2;
    }
    return sum <= most;
  }).length;
}
