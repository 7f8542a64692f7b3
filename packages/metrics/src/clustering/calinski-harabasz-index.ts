import { meansOf } from "../linear/covariance.ts";
import type { Features } from "../linear/features.ts";
import { checkClusterGroups, squaredToCentre } from "./cluster-groups.ts";

/**
 * The Calinski–Harabasz index: spread between clusters over spread within, (B / (K − 1)) / (W / (n − K)). Larger is better.
 *
 * B = Σ_c n_c·|centre_c − mean|², W = Σᵢ |xᵢ − centre|².
 *
 * @param features `[n, d]`
 * @param labels `[n]`
 * @returns ≥ 0; `null` when W is 0, where the ratio does not exist
 * @throws {ShapeError} when there is not one label per sample
 * @throws {DatasetInvalidError} when a value is not finite, or there are fewer than 2 clusters or as many as samples
 * @see Caliński and Harabasz 1974
 */
export function calinskiHarabaszIndex(input: {
  readonly features: Features;
  readonly labels: ArrayLike<number>;
}): number | null {
  const clusters = checkClusterGroups(input, "calinskiHarabaszIndex");
  const { n, d, groups, sizes, centres } = clusters;
  const count = sizes.length;
  const mean = meansOf(clusters);
  let between = 0;
  for (let c = 0; c < count; c++) {
    for (let k = 0; k < d; k++) {
      between += (sizes[c] as number) * ((centres[c * d + k] as number) - (mean[k] as number)) ** 2;
    }
  }
  let within = 0;
  for (let i = 0; i < n; i++) within += squaredToCentre(clusters, i, groups[i] as number);
  return within === 0 ? null : between / (count - 1) / (within / (n - count));
}
