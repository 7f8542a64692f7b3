import type { NdArray } from "@ganlens/core";
import { rowOf } from "../faults/replacing-fault.ts";
import { shiftImage } from "../faults/shifted-image.ts";
import type { Views } from "./copy-search.ts";
import type { PixelCodes } from "./pixel-codes.ts";

/** Codes of images moved by up to `most` whole pixels up, down and sideways: (2 · most + 1)² views, the images as they are first. */
export async function shiftedViews(pixels: PixelCodes, images: NdArray, most: number): Promise<Views> {
  const [count = 0, height = 1, width = 1, channels = 1] = images.shape;
  const size = height * width * channels;
  const layout = { count, height, width, channels, size };
  const steps = Array.from({ length: 2 * most + 1 }, (_, i) => i - most);
  const shifts = steps
    .flatMap((down) => steps.map((right) => [down, right] as const))
    .sort(([a, b], [c, d]) => Math.hypot(a, b) - Math.hypot(c, d));
  const views = [];
  for (const shift of shifts) {
    const data = new Float32Array(images.data.length);
    for (let i = 0; i < count; i++) {
      shiftImage(rowOf(data, i, size), rowOf(images.data, i, size), layout, shift);
    }
    views.push(await pixels.codes({ data, shape: images.shape }));
  }
  return views;
}
