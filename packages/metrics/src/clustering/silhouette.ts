import type { Features } from "../linear/features.ts";
import { squaredDistance } from "../neighbours/distance-blocks.ts";
import { checkClusterGroups } from "./cluster-groups.ts";

/**
 * The mean silhouette of a clustering: how much nearer each sample is to its own cluster than to the next one.
 *
 * s(i) = (b − a) / max(a, b), a the mean Euclidean distance to the others of its cluster, b the least mean distance to
 * another cluster; 0 for a sample alone in its cluster, and where a = b = 0. Takes n²·d steps. No interval: silhouettes share
 * their distances, so give it over seeds.
 *
 * @param features `[n, d]`
 * @param labels `[n]`, the cluster of each sample
 * @returns in [−1, 1]
 * @throws {ShapeError} when there is not one label per sample
 * @throws {DatasetInvalidError} when a value is not finite, or there are fewer than 2 clusters or as many as samples
 * @see Rousseeuw 1987
 */
export function silhouette(input: {
  readonly features: Features;
  readonly labels: ArrayLike<number>;
}): number {
  const clusters = checkClusterGroups(input, "silhouette");
  const { n, groups, sizes } = clusters;
  const count = sizes.length;
  let sum = 0;
  const totals = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    totals.fill(0);
    for (let j = 0; j < n; j++) {
      if (i !== j) totals[groups[j] as number]! += Math.sqrt(squaredDistance(clusters, i, clusters, j));
    }
    const own = groups[i] as number;
    const size = sizes[own] as number;
    if (size === 1) continue;
    const a = (totals[own] as number) / (size - 1);
    let b = Number.POSITIVE_INFINITY;
    for (let c = 0; c < count; c++) {
      if (c !== own) b = Math.min(b, (totals[c] as number) / (sizes[c] as number));
    }
    const larger = Math.max(a, b);
    if (larger > 0) sum += (b - a) / larger;
  }
  return sum / n;
}
