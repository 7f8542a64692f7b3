import type { NdArray } from "@ganlens/core";

/** A pixel of the edge that lies no farther from the background is background. */
const near = 0.1;
/** The background is flat where this share of the edge's pixels is background. */
const leastShare = 0.9;

/** Mean of the channels, `[n, height · width]`. */
export function greyOf({ data, shape }: NdArray): Float32Array {
  const channels = shape[3] as number;
  if (channels === 1) return data;
  return Float32Array.from({ length: data.length / channels }, (_, at) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[at * channels + channel] as number;
    return sum / channels;
  });
}

/**
 * The grey of the flat background that images have in common: the median of the pixels at their edges, where nine tenths of these
 * lie near it.
 *
 * @returns undefined where there is no such background
 */
export function flatBackground(images: NdArray): number | undefined {
  const [, height = 0, width = 0] = images.shape;
  const grey = greyOf(images);
  const edge = grey.filter((_, at) => {
    const [row, column] = [Math.floor(at / width) % height, at % width];
    return row === 0 || row === height - 1 || column === 0 || column === width - 1;
  });
  const median = edge.toSorted()[Math.floor(edge.length / 2)];
  if (median === undefined) return undefined;
  const alike = edge.reduce((count, value) => count + (Math.abs(value - median) <= near ? 1 : 0), 0);
  return alike >= leastShare * edge.length ? median : undefined;
}
