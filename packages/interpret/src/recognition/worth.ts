import type { Interval, Random } from "@ganlens/core";
import { quantileSorted } from "@ganlens/metrics";
import { accuracyOf, type LearningCurve } from "./learning-curve.ts";

/** The number of real images that teach as much as a set of images does. */
export interface Worth {
  /** Images of the set. */
  readonly count: number;
  /** Accuracy after learning from the set. */
  readonly accuracy: number;
  /** Of accuracy: percentile bootstrap over test images. */
  readonly accuracyInterval: Interval;
  /** Real images: within the curve's first and last number. */
  readonly value: number;
  readonly interval: Interval;
  /** Less than the curve's first number of real images does as well. */
  readonly isAtMostFirst: boolean;
  /** All real images that there are do no better. */
  readonly isAtLeastAll: boolean;
  /** The interval ends below the number of images that the set has. */
  readonly isFewer: boolean;
}

const resamples = 1000;
const level = 0.95;

/**
 * How many real images a set of images is worth: where the learning curve of real images reaches the accuracy of having learned from
 * the set, with numbers of images on a logarithmic scale and the curve made to rise (pool-adjacent-violators).
 *
 * The interval holds 95 % of what comes out when test images are drawn anew with replacement, the same ones for both, and when other
 * training sets had been drawn: beyond what few test images explain, the accuracies of several draws of m real images differ by a
 * variance of about c/m, and both the curve and the set's own accuracy are moved by as much. It does not cover another recogniser.
 *
 * @param hits `[test images]`, 1 where the recogniser was right that learned from the set
 */
export function worthOf({
  curve,
  hits,
  count,
  random,
}: {
  readonly curve: LearningCurve;
  readonly hits: Uint8Array;
  readonly count: number;
  readonly random: Random;
}): Worth {
  const { sizes } = curve;
  const last = sizes.length - 1;
  const all = sizes[last] as number;
  const tests = hits.length;
  const means = curve.hits.map((draws) =>
    Float64Array.from(
      { length: tests },
      (_, i) => draws.reduce((sum, each) => sum + (each[i] as number), 0) / draws.length,
    ),
  );
  const accuracy = accuracyOf(hits);
  const value = crossing(sizes, means.map(accuracyOf), accuracy);
  const noise = noisePerImage(curve);
  const rows = random.split("test images");
  const moves = random.split("training images").normal(resamples * (sizes.length + 2));
  const accuracies = new Float64Array(resamples);
  const worths = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    const drawn = rows.integers(tests, { high: tests });
    const over = (values: ArrayLike<number>): number => {
      let sum = 0;
      for (let i = 0; i < tests; i++) sum += values[drawn[i] as number] as number;
      return sum / tests;
    };
    const move = (k: number): number => moves[r * (sizes.length + 2) + k] as number;
    // All subsets are of the same real images: what these are moves the whole curve.
    const shared = move(last + 1) * Math.sqrt(noise / all);
    const moved = means.map((mean, k) => {
      const size = sizes[k] as number;
      const own = (noise / size / (curve.hits[k] as readonly Uint8Array[]).length) * (1 - size / all);
      return over(mean) + shared + move(k) * Math.sqrt(own);
    });
    const own = over(hits);
    accuracies[r] = own;
    worths[r] = crossing(sizes, moved, own + move(last + 2) * Math.sqrt(noise / value));
  }
  const interval = percentiles(worths, value, "percentile bootstrap over test images, and draws of subsets");
  return {
    count,
    accuracy,
    accuracyInterval: percentiles(accuracies, accuracy, "percentile bootstrap over test images"),
    value,
    interval,
    isAtMostFirst: value <= (sizes[0] as number),
    isAtLeastAll: value >= all,
    isFewer: interval.high < Math.min(count, all),
  };
}

function percentiles(values: Float64Array, estimate: number, method: string): Interval {
  const sorted = values.sort();
  return {
    low: Math.min(estimate, quantileSorted(sorted, (1 - level) / 2)),
    high: Math.max(estimate, quantileSorted(sorted, (1 + level) / 2)),
    level,
    method: `${method}, ${resamples} resamples`,
    resampled: "samples",
  };
}

/** Where a curve, made to rise, reaches a height: on a logarithmic scale, and within its ends. */
export function crossing(sizes: readonly number[], heights: readonly number[], height: number): number {
  const rising = pooled(heights);
  const at = rising.findIndex((each) => each >= height);
  if (at === -1) return sizes[sizes.length - 1] as number;
  if (at === 0) return sizes[0] as number;
  const [low, high] = [rising[at - 1] as number, rising[at] as number];
  const [from, to] = [sizes[at - 1] as number, sizes[at] as number];
  return from * (to / from) ** ((height - low) / (high - low));
}

/** The nearest rising numbers, by the pool-adjacent-violators algorithm. */
function pooled(heights: readonly number[]): readonly number[] {
  const blocks: { sum: number; count: number }[] = [];
  for (const height of heights) {
    let block = { sum: height, count: 1 };
    for (
      let before = blocks.at(-1);
      before !== undefined && before.sum / before.count > block.sum / block.count;
      before = blocks.at(-1)
    ) {
      block = { sum: block.sum + before.sum, count: block.count + before.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
}

/**
 * c, where the accuracy after learning from m real images varies by c/m from one draw of them to another, beyond what test images
 * explain; the mean over sizes up to half of the images, whose draws hardly overlap.
 */
function noisePerImage({ sizes, hits }: LearningCurve): number {
  const all = sizes[sizes.length - 1] as number;
  const found: number[] = [];
  for (const [k, size] of sizes.entries()) {
    const draws = hits[k] as readonly Uint8Array[];
    if (size > all / 2 || draws.length < 2) continue;
    let sum = 0;
    let pairs = 0;
    for (let a = 0; a < draws.length; a++) {
      for (let b = 0; b < a; b++) {
        const { squared, explained } = difference(draws[a] as Uint8Array, draws[b] as Uint8Array);
        sum += (squared - explained) / 2;
        pairs++;
      }
    }
    found.push(((sum / pairs) * size) / (1 - size / all));
  }
  return Math.max(0, found.reduce((sum, each) => sum + each, 0) / Math.max(1, found.length));
}

/** The squared difference of two accuracies, and how large it is by the choice of test images alone. */
function difference(a: Uint8Array, b: Uint8Array): { readonly squared: number; readonly explained: number } {
  const n = a.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const each = (a[i] as number) - (b[i] as number);
    sum += each;
    squares += each * each;
  }
  const mean = sum / n;
  return { squared: mean ** 2, explained: (squares / n - mean ** 2) / n };
}
