import { ShapeError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { type FoundNeighbours, neighboursAmong, neighboursWithin } from "../neighbours/nearest-neighbours.ts";
import { groupedJackknife } from "../statistics/grouped-jackknife.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";

const mostGroups = 20;
/** Neighbours kept, so that one still stands when a group is gone. */
const kept = 6;

/**
 * The nearest-neighbour adversarial accuracy: ½·(share of real samples nearer to another real one than to a synthetic one +
 * share of synthetic samples nearer to another synthetic one than to a real one).
 *
 * ½ when the two cannot be told apart, towards 0 when synthetic samples copy real ones, towards 1 when they are
 * apart. Compare that of training samples with that of held-out ones: the difference is the privacy loss. Interval:
 * delete-a-group jackknife over 20 groups of both sets at once (fewer below 40 rows), since a sample is a neighbour in many answers.
 *
 * @param real `[n, d]`, n ≥ 2
 * @param synthetic `[n, d]`, as many
 * @returns in [0, 1]
 * @throws {ShapeError} when the two differ in shape (shares of unequal samples do not balance)
 * @throws {DatasetInvalidError} when there are fewer than 2 rows or a value is not finite
 * @see Yale et al. 2020
 */
export function nearestNeighbourAccuracy({
  real,
  synthetic,
  matMul,
  level = 0.95,
}: {
  readonly real: Features;
  readonly synthetic: Features;
  readonly matMul?: MatMul;
  readonly level?: number;
}): Estimate & { readonly value: number } {
  const r = checkFeatures(real, { where: "nearestNeighbourAccuracy: real", minimumRows: 2 });
  const s = checkFeatures(synthetic, { where: "nearestNeighbourAccuracy: synthetic", minimumRows: 2 });
  if (r.n !== s.n || r.d !== s.d) {
    throw new ShapeError({
      message: `nearestNeighbourAccuracy: expected two sets of one shape, received [${r.n}, ${r.d}] and [${s.n}, ${s.d}].`,
      hint: "Draw as many synthetic samples as there are real ones.",
    });
  }
  const groups = Math.min(mostGroups, Math.floor(r.n / 2));
  const near = {
    realToSynthetic: neighboursAmong(r, s, Math.min(kept, s.n), matMul),
    realToReal: neighboursWithin(r, Math.min(kept, r.n - 1), matMul),
    syntheticToReal: neighboursAmong(s, r, Math.min(kept, r.n), matMul),
    syntheticToSynthetic: neighboursWithin(s, Math.min(kept, s.n - 1), matMul),
  };
  const without = (group: number): number => {
    const one = share(near.realToSynthetic, near.realToReal, r.n, groups, group);
    return (one + share(near.syntheticToReal, near.syntheticToSynthetic, r.n, groups, group)) / 2;
  };
  const value = without(-1);
  const sizes = Array.from({ length: groups }, (_, g) => Math.ceil((r.n - g) / groups));
  const leftOut = sizes.map((_, g) => without(g));
  const half =
    groups < 2
      ? 1
      : studentQuantile(tailsOf(level)[1], groups - 1) *
          Math.sqrt(groupedJackknife({ estimate: value, leftOut, sizes }).variance) +
        1 / (4 * r.n);
  return {
    value,
    n: r.n,
    interval: {
      low: Math.max(0, value - half),
      high: Math.min(1, value + half),
      level,
      method: `delete-a-group jackknife of both sets, ${groups} groups`,
      resampled: "samples",
    },
  };
}

/** Share of remaining rows whose nearest remaining row of the other set is farther than that of their own. */
function share(
  across: FoundNeighbours,
  within: FoundNeighbours,
  n: number,
  groups: number,
  group: number,
): number {
  let farther = 0;
  let rows = 0;
  for (let i = 0; i < n; i++) {
    if (i % groups === group) continue;
    rows++;
    if (nearestWithout(across, i, n, groups, group) > nearestWithout(within, i, n, groups, group)) farther++;
  }
  return farther / rows;
}

function nearestWithout(
  found: FoundNeighbours,
  row: number,
  n: number,
  groups: number,
  group: number,
): number {
  const width = found.indices.length / n;
  for (let at = row * width; at < (row + 1) * width; at++) {
    if ((found.indices[at] as number) % groups !== group) return found.squared[at] as number;
  }
  return found.squared[(row + 1) * width - 1] as number;
}
