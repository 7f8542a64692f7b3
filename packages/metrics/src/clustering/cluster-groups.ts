import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, checkFinite, type Features } from "../linear/features.ts";

/** Samples with the cluster of each, clusters numbered from 0 without gaps. */
export interface ClusterGroups extends CheckedFeatures {
  readonly groups: Int32Array;
  /** `[clusters]` samples in each, ≥ 1 */
  readonly sizes: Float64Array;
  /** `[clusters, d]` means */
  readonly centres: Float64Array;
}

/**
 * What scores of a clustering need: 2 ≤ clusters < n.
 *
 * @throws {ShapeError} when there is not one label per sample
 * @throws {DatasetInvalidError} when a value is not finite, or there are fewer than 2 clusters or as many as samples
 */
export function checkClusterGroups(
  { features, labels }: { readonly features: Features; readonly labels: ArrayLike<number> },
  where: string,
): ClusterGroups {
  const checked = checkFeatures(features, { where: `${where}: features`, minimumRows: 3 });
  const { data, n, d } = checked;
  if (labels.length !== n) {
    throw new ShapeError({
      message: `${where}: expected ${n} labels, one per row, received ${labels.length}.`,
    });
  }
  checkFinite(labels, `${where}: labels`);
  const place = new Map<number, number>();
  const groups = Int32Array.from({ length: n }, (_, i) => {
    const label = labels[i] as number;
    if (!place.has(label)) place.set(label, place.size);
    return place.get(label) as number;
  });
  const count = place.size;
  if (count < 2 || count >= n) {
    throw new DatasetInvalidError({
      message: `${where}: expected 2…${n - 1} clusters of ${n} samples, received ${count}.`,
    });
  }
  const sizes = new Float64Array(count);
  const centres = new Float64Array(count * d);
  for (let i = 0; i < n; i++) {
    const group = groups[i] as number;
    sizes[group]! += 1;
    for (let j = 0; j < d; j++) centres[group * d + j]! += data[i * d + j] as number;
  }
  for (let c = 0; c < centres.length; c++) centres[c]! /= sizes[Math.floor(c / d)] as number;
  return { ...checked, groups, sizes, centres };
}

/** |x − centre|² of sample i and cluster c. */
export function squaredToCentre({ data, d, centres }: ClusterGroups, i: number, c: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const gap = (data[i * d + j] as number) - (centres[c * d + j] as number);
    sum += gap * gap;
  }
  return sum;
}
