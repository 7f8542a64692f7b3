import type { CheckedFeatures } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import { type FoundNeighbours, neighboursWithin } from "../neighbours/nearest-neighbours.ts";

/** Groups that are left out one at a time; a set of groups fits into one integer. */
export const manifoldGroups = 20;
/** Neighbours kept beyond the k-th, so that one still stands when a group is gone. */
const spare = 12;

/** The balls of one set, whole and with each group of its rows left out. */
export interface GroupedBalls {
  /** `[n]`, squared radii. */
  readonly radii: Float64Array;
  /** `[n · groups]`, squared radii without each group; never smaller. */
  readonly without: Float64Array;
  /** `[n]`, the largest of a row. */
  readonly largest: Float64Array;
}

/** The group of a row: rows are dealt out in turn, so that sorted data do not matter. */
export function groupOfRow(row: number): number {
  return row % manifoldGroups;
}

/**
 * Squared radii to the k-th nearest other row, and what they become when a group of rows is left out.
 *
 * @param grouped false to take the radii only
 */
export function groupedBalls({
  set,
  k,
  grouped,
  matMul,
}: {
  readonly set: CheckedFeatures;
  readonly k: number;
  readonly grouped: boolean;
  readonly matMul?: MatMul | undefined;
}): GroupedBalls {
  const kept = grouped ? Math.min(set.n - 1, k + spare) : k;
  const found = neighboursWithin(set, Math.max(k, kept), matMul);
  const width = Math.max(k, kept);
  const radii = Float64Array.from({ length: set.n }, (_, i) => found.squared[i * width + k - 1] as number);
  if (!grouped) return { radii, without: new Float64Array(0), largest: radii };
  const without = new Float64Array(set.n * manifoldGroups);
  const largest = new Float64Array(set.n);
  for (let i = 0; i < set.n; i++) {
    for (let g = 0; g < manifoldGroups; g++) {
      const radius = radiusWithout(found, i, g, k, width);
      without[i * manifoldGroups + g] = radius;
      largest[i] = Math.max(largest[i] as number, radius);
    }
  }
  return { radii, without, largest };
}

function radiusWithout(found: FoundNeighbours, row: number, group: number, k: number, width: number): number {
  let standing = 0;
  for (let at = row * width; at < (row + 1) * width; at++) {
    if (groupOfRow(found.indices[at] as number) !== group && ++standing === k)
      return found.squared[at] as number;
  }
  return found.squared[(row + 1) * width - 1] as number;
}

/** Counts by which a statistic over the rows of one set follows both sets' groups. */
export class BallCounts {
  /** `[queries]`, balls that hold each query. */
  readonly counts: Int32Array;
  /** `[queries]`, bit g: still in the union of balls without the owners' group g. */
  readonly masks: Int32Array;
  readonly #total: Float64Array = new Float64Array(manifoldGroups);
  readonly #ofGroup: Float64Array = new Float64Array(manifoldGroups);
  #all = 0;

  constructor(queries: number) {
    this.counts = new Int32Array(queries);
    this.masks = new Int32Array(queries);
  }

  /** A query lies in the whole ball of an owner. */
  inside(query: number, owner: number): void {
    const own = groupOfRow(owner);
    this.counts[query]!++;
    this.masks[query]! |= ((1 << manifoldGroups) - 1) & ~(1 << own);
    this.#all++;
    this.#ofGroup[own]!++;
  }

  /** A query lies in an owner's ball only once a group of owners is gone. */
  insideWithout(query: number, owner: number, group: number): void {
    if (groupOfRow(owner) === group) return;
    this.masks[query]! |= 1 << group;
    this.#total[group]!++;
  }

  /** Memberships in all when a group of owners is left out. */
  membershipsWithout(group: number): number {
    return this.#all - (this.#ofGroup[group] as number) + (this.#total[group] as number);
  }
}
