import type { NdArray, Random } from "@ganlens/core";
import {
  type Features,
  type FrechetEstimate,
  frechetDistance,
  frechetEstimate,
  type KernelDistance,
  kernelDistance,
} from "@ganlens/metrics";
import type { FeatureSpace } from "./feature-space.ts";

/** Two distances between two sets of images, in one feature space. */
export interface FeatureDistances {
  /** In squared feature units, biased upwards at any n: `corrected` is without it. */
  readonly frechet: FrechetEstimate;
  /** The kernel distance with (x·y / d + 1)³: without bias, 0 within its interval where both are one distribution. */
  readonly kernel: KernelDistance;
}

/**
 * The Fréchet distance and the kernel distance (KID's kernel) of two sets of features, both with their intervals.
 *
 * The one compares means and covariances and needs n ≫ d; the other sees more than two moments and has no bias, but is carried by
 * the columns with the largest values. Where they disagree, neither should be trusted alone. With `fixed: "second"` the Fréchet
 * interval is of the distance to this reference sample; the kernel distance's always counts both samples.
 *
 * @param space where the features are from: a distance is the mean of its blocks' own
 * @param first `[n, d]`, n ≥ 2 per group
 * @param second `[m, d]`
 * @param random draws the groups of the jackknife
 * @throws as {@link frechetEstimate} and {@link kernelDistance}
 */
export function featureDistances({
  space,
  first,
  second,
  random,
  fixed,
  groups = Math.max(5, Math.min(20, Math.floor((first.shape[0] ?? 0) / 2))),
}: {
  readonly space: Pick<FeatureSpace, "blocks">;
  readonly first: Features;
  readonly second: Features;
  readonly random: Random;
  readonly fixed?: "second";
  readonly groups?: number;
}): FeatureDistances {
  const { blocks = 1 } = space;
  return {
    frechet: frechetEstimate({
      first,
      second,
      blocks,
      random,
      groups,
      ...(fixed === undefined ? {} : { fixed }),
    }),
    kernel: kernelDistance({ first, second }),
  };
}

/** The plain Fréchet distance in a space, the mean of its blocks' own: for floors, and for noise as a yardstick. */
export function spaceDistance(
  { blocks = 1 }: Pick<FeatureSpace, "blocks">,
  first: Features,
  second: Features,
): number {
  const distances = blockDistances({ blocks }, first, second);
  return distances.reduce((sum, distance) => sum + distance, 0) / blocks;
}

/** The Fréchet distance of each block, in order: which packet differs. */
export function blockDistances(
  { blocks = 1 }: Pick<FeatureSpace, "blocks">,
  first: Features,
  second: Features,
): Float64Array {
  return Float64Array.from({ length: blocks }, (_, b) =>
    frechetDistance({ first: columnsOf(first, b, blocks), second: columnsOf(second, b, blocks) }),
  );
}

function columnsOf(features: Features, block: number, blocks: number): Features {
  if (blocks === 1) return features;
  const [n = 0, d = 0] = features.shape;
  const width = d / blocks;
  const data = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    const from = i * d + block * width;
    data.set((features as NdArray).data.subarray(from, from + width), i * width);
  }
  return { data, shape: [n, width] };
}
