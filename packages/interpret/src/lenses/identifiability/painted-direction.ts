import type { NdArray, Random } from "@ganlens/core";
import { type Matrix, normalCumulative, orthonormalRows } from "@ganlens/metrics";

/** Side of the patch as a share of the picture's. */
const share = 1 / 4;

/** A direction of noise, and where it is painted into pictures. */
export interface PaintedDirection {
  /** Of length 1, [d]. */
  readonly direction: Float64Array;
  /** Noise along it over its mean and standard deviation. */
  readonly mean: number;
  readonly deviation: number;
  /** First row and column of the patch, and its height and width. */
  readonly patch: readonly [number, number, number, number];
}

/**
 * A random direction of noise, at a right angle to those that are given, and a random place for it in the picture; undefined where
 * these leave no direction over.
 *
 * @param taken orthonormal rows, [k, d]
 */
export function paintedDirection({
  latents,
  imageShape,
  taken,
  random,
}: {
  readonly latents: NdArray;
  readonly imageShape: readonly number[];
  readonly taken: Matrix;
  readonly random: Random;
}): PaintedDirection | undefined {
  const [k = 0, d = 0] = taken.shape;
  if (k >= d) return undefined;
  const rows = { data: new Float64Array((k + 1) * d), shape: [k + 1, d] };
  rows.data.set(taken.data);
  rows.data.set(random.split("direction").normal(d), k * d);
  const direction = orthonormalRows(rows, "paintedDirection").data.slice(k * d);
  const values = alongOf(latents, direction);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const [height = 1, width = 1] = imageShape;
  const [tall, wide] = [Math.max(1, Math.round(height * share)), Math.max(1, Math.round(width * share))];
  const [row = 0] = random.split("row").integers(1, { high: height - tall + 1 });
  const [column = 0] = random.split("column").integers(1, { high: width - wide + 1 });
  return { direction, mean, deviation: Math.sqrt(variance) || 1, patch: [row, column, tall, wide] };
}

/** Pictures with a patch in place of what was there, grey as Φ of the noise along the direction says: black to white. */
export function paint(
  { data, shape }: NdArray,
  latents: NdArray,
  { direction, mean, deviation, patch: [top, left, tall, wide] }: PaintedDirection,
): NdArray {
  const [, height = 0, width = 0, channels = 0] = shape;
  const painted = Float32Array.from(data);
  for (const [image, value] of alongOf(latents, direction).entries()) {
    const grey = normalCumulative((value - mean) / deviation);
    for (let row = top; row < top + tall; row++) {
      const start = ((image * height + row) * width + left) * channels;
      painted.fill(grey, start, start + wide * channels);
    }
  }
  return { data: painted, shape };
}

function alongOf({ data, shape }: NdArray, direction: Float64Array): Float64Array {
  const [count = 0, d = 0] = shape;
  return Float64Array.from({ length: count }, (_, i) => dot(data.subarray(i * d, (i + 1) * d), direction));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
