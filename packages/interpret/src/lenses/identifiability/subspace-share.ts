import type { NdArray, Random } from "@ganlens/core";
import { type Estimate, type Matrix, orthonormalRows, symmetricEigen } from "@ganlens/metrics";
import { jackknifeEstimate, type SensitivityGrams } from "./jackknife-estimate.ts";

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
const chanceAlarm = 0.01;

/** Subspaces that are drawn for the chance. */
const randomSubspaces = 400;

/** How much of E[JᵀJ] some directions hold, against the best ones and random ones of their number. */
export interface SubspaceShare {
  /** Directions that are compared, k. */
  readonly size: number;
  /** tr(P E[JᵀJ]) / tr E[JᵀJ], P the projection onto them. */
  readonly held: Estimate;
  /** The same of the k leading eigenvectors: no k directions hold more. */
  readonly best: number;
  /** held / best. */
  readonly ratio: Estimate;
  /** What k random directions hold on average, k / d, over best. */
  readonly chance: number;
  /** The chance that k random directions hold as much as these. */
  readonly pValue: number;
  /** Whether it can be told that they hold more than chance: a chance of at most 1 %, and an interval above it. */
  readonly above: boolean;
}

/**
 * Compares what directions of noise hold of the sensitivity with the most that as many can hold, and with random ones.
 *
 * Intervals are of the delete-a-group jackknife over points; the best k are found again without each group.
 *
 * @param directions orthonormal rows, [k, d], 0 < k < d
 */
export function subspaceShare({
  grams,
  directions,
  random,
}: {
  readonly grams: SensitivityGrams;
  readonly directions: Matrix;
  readonly random: Random;
}): SubspaceShare {
  const [size = 0, d = 0] = directions.shape;
  const { values } = symmetricEigen(grams.gram);
  const total = values.reduce((sum, value) => sum + value, 0);
  const best = leadingShare(values, size);
  const ratio = jackknifeEstimate(
    grams,
    (gram) => {
      const best = leadingShare(symmetricEigen(gram).values, size);
      return best > 0 ? heldShare(gram, directions) / best : 0;
    },
    { low: 0, high: 1 },
  );
  const held = heldShare(grams.gram, directions);
  let asMuch = 0;
  for (let draw = 0; draw < randomSubspaces; draw++) {
    // In the basis of eigenvectors E[JᵀJ] is diagonal, and a random subspace is a random one there as well.
    const frame = randomSubspace(random.split(`subspace ${draw}`), size, d);
    let share = 0;
    for (let at = 0; at < frame.data.length; at++)
      share += (frame.data[at] as number) ** 2 * (values[at % d] as number);
    if (share / total >= held) asMuch++;
  }
  const chance = size / d / best;
  const pValue = (1 + asMuch) / (1 + randomSubspaces);
  return {
    size,
    held: jackknifeEstimate(grams, (gram) => heldShare(gram, directions), { low: 0, high: 1 }),
    best,
    ratio,
    chance,
    pValue,
    above: pValue <= chanceAlarm && (ratio.interval?.low ?? 0) > chance,
  };
}

/** k orthonormal random rows of length d: a subspace drawn evenly from all of that size. */
export function randomSubspace(random: Random, size: number, d: number): Matrix {
  return orthonormalRows({ data: random.normal(size * d), shape: [size, d] }, "randomSubspace");
}

function leadingShare(values: ArrayLike<number>, size: number): number {
  let [leading, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    total += values[i] as number;
    if (i < size) leading += values[i] as number;
  }
  return total > 0 ? leading / total : 0;
}

function heldShare({ data }: NdArray<Float64Array>, directions: Matrix): number {
  const [size = 0, d = 0] = directions.shape;
  let [held, total] = [0, 0];
  for (let i = 0; i < d; i++) total += data[i * d + i] as number;
  for (let row = 0; row < size; row++) {
    const unit = directions.data.subarray(row * d, (row + 1) * d);
    for (let i = 0; i < d; i++) {
      let along = 0;
      for (let j = 0; j < d; j++) along += (data[i * d + j] as number) * (unit[j] as number);
      held += (unit[i] as number) * along;
    }
  }
  return total > 0 ? held / total : 0;
}
