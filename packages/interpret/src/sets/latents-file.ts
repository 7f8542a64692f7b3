import { encodeNpz, type Latents } from "@ganlens/core";

/** Latents as `.npz`: `z`, and `labels` (int32) where the generator takes them, row by row. */
export function latentsFile({ z, labels }: Latents): Uint8Array {
  const arrays = [
    ["z", z] as const,
    ...(labels === undefined ? [] : [["labels", { data: labels, shape: [labels.length] }] as const]),
  ];
  return encodeNpz(arrays, { compress: true });
}
