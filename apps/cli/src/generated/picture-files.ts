import { encodeNpz, encodePng, type Latents, type NdArray, sizeOf } from "@ganlens/core";

/**
 * One image as a PNG.
 *
 * @param images [n, height, width, 1 or 3] in [0, 1]; values outside are clipped
 */
export function pictureOf({ data, shape }: NdArray, row: number): Uint8Array {
  const [, height = 0, width = 0, channels = 1] = shape;
  const size = sizeOf([height, width, channels]);
  const bytes = Uint8Array.from(data.subarray(row * size, (row + 1) * size), (value) =>
    Math.round(255 * Math.min(1, Math.max(0, value))),
  );
  return encodePng({ height, width, channels: channels === 3 ? 3 : 1, data: bytes });
}

/** Arrays of an `.npz`: z, labels where there are any, and what else is given. */
export function latentArrays(
  { z, labels }: Latents,
  more: Readonly<Record<string, NdArray>> = {},
): Uint8Array {
  const arrays: [string, NdArray | NdArray<Int32Array>][] = [
    ...Object.entries(more),
    ["z", z],
    ...(labels === undefined
      ? []
      : [["labels", { data: labels, shape: [labels.length] }] satisfies [string, NdArray<Int32Array>]]),
  ];
  return encodeNpz(arrays, { compress: true });
}
