import type { NdArray } from "@ganlens/core";

/** Where two sets of images differ, as pictures of [height, width, channels]. */
export interface DifferenceMaps {
  readonly real: Float32Array;
  readonly generated: Float32Array;
  /** Mean generated minus mean real. */
  readonly difference: Float32Array;
  /** The same in standard deviations of each value, at least {@link leastDeviation}. */
  readonly effect: Float32Array;
}

/** A twentieth of white: what varies less is not divided by less. */
const leastDeviation = 0.05;

/** Pixel by pixel, the means of both and how they differ. */
export function differenceMaps(generated: NdArray, real: NdArray): DifferenceMaps {
  const [first, second] = [momentsOf(generated), momentsOf(real)];
  const difference = first.mean.map((value, at) => value - (second.mean[at] as number));
  return {
    real: second.mean,
    generated: first.mean,
    difference,
    effect: difference.map(
      (value, at) =>
        value /
        Math.max(
          leastDeviation,
          Math.sqrt(((first.variance[at] as number) + (second.variance[at] as number)) / 2),
        ),
    ),
  };
}

function momentsOf({ data, shape }: NdArray): {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
} {
  const n = shape[0] as number;
  const size = data.length / n;
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    sums[at % size] = (sums[at % size] as number) + value;
    squares[at % size] = (squares[at % size] as number) + value * value;
  }
  return {
    mean: Float32Array.from(sums, (sum) => sum / n),
    variance: Float32Array.from(squares, (sum, at) => Math.max(0, sum / n - ((sums[at] as number) / n) ** 2)),
  };
}
