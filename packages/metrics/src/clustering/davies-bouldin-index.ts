import type { Features } from "../linear/features.ts";
import { checkClusterGroups, squaredToCentre } from "./cluster-groups.ts";

/**
 * The Davies–Bouldin index: the mean over clusters of the worst ratio of spreads to the distance of two centres.
 *
 * (1/K) Σᵢ max_{j≠i} (sᵢ + sⱼ) / |cᵢ − cⱼ|, sᵢ the mean distance of cluster i's samples to its centre. Smaller is better.
 *
 * @param features `[n, d]`
 * @param labels `[n]`
 * @returns ≥ 0; `null` when two centres coincide, where the ratio does not exist
 * @throws {ShapeError} when there is not one label per sample
 * @throws {DatasetInvalidError} when a value is not finite, or there are fewer than 2 clusters or as many as samples
 * @see Davies and Bouldin 1979
 */
export function daviesBouldinIndex(input: {
  readonly features: Features;
  readonly labels: ArrayLike<number>;
}): number | null {
  const clusters = checkClusterGroups(input, "daviesBouldinIndex");
  const { n, d, groups, sizes, centres } = clusters;
  const count = sizes.length;
  const spreads = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    const own = groups[i] as number;
    spreads[own]! += Math.sqrt(squaredToCentre(clusters, i, own)) / (sizes[own] as number);
  }
  let sum = 0;
  for (let i = 0; i < count; i++) {
    let worst = 0;
    for (let j = 0; j < count; j++) {
      if (i === j) continue;
      let gap = 0;
      for (let k = 0; k < d; k++)
        gap += ((centres[i * d + k] as number) - (centres[j * d + k] as number)) ** 2;
      if (gap === 0) return null;
      worst = Math.max(worst, ((spreads[i] as number) + (spreads[j] as number)) / Math.sqrt(gap));
    }
    sum += worst;
  }
  return sum / count;
}
