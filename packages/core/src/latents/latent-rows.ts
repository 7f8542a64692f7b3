import type { Latents } from "../contracts/latents.ts";
import { rows, takeRows } from "../contracts/nd-array.ts";

/** Latents `start` to `end` (exclusive), sharing memory with the whole. */
export function latentRows({ z, labels }: Latents, start: number, end: number): Latents {
  return { z: rows(z, start, end), ...(labels === undefined ? {} : { labels: labels.subarray(start, end) }) };
}

/** The latents named by `indices`, copied in that order. */
export function takeLatents({ z, labels }: Latents, indices: ArrayLike<number>): Latents {
  return {
    z: takeRows(z, indices),
    ...(labels === undefined ? {} : { labels: Int32Array.from(indices, (i) => labels[i] as number) }),
  };
}
