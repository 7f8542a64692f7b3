import { type NdArray, Random } from "@ganlens/core";
import { fields } from "./planted-subject.ts";

/** Smooth pictures of 8 × 8, of 12 patterns, in [0, 1]: all of one distribution, other ones for each name. */
export function smoothPictures(count: number, name: string): NdArray {
  const weights = Random.fromSeed(31)
    .split(name)
    .normal(count * 12);
  const { data, shape } = fields({ data: weights, shape: [count, 12] }, 12);
  return { data: data.map((value) => Math.min(1, Math.max(0, value))), shape };
}
