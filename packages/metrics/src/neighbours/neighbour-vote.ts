import { DatasetInvalidError, type NdArray } from "@ganlens/core";
import { checkClassLabels } from "../linear/class-labels.ts";
import { checkArray, type Matrix } from "../linear/features.ts";

/** What the neighbours of each query say. */
export interface NeighbourVote {
  /** `[n]`, the class of most neighbours, the smallest of equals. */
  readonly predicted: Int32Array;
  /** `[n, classes]`, shares of the neighbours. */
  readonly shares: Matrix;
}

/**
 * Classification by the k nearest neighbours, each with one vote.
 *
 * @param neighbours `[n, k]`, rows of the labelled set, from {@link nearestNeighbours}
 * @param labels of the labelled set, in [0, classes), each class at least once
 * @param classes ≥ 2
 * @throws {ConfigInvalidError | DatasetInvalidError} when a label is out of range, a class is missing or a neighbour has no label
 * @see Cover and Hart 1967
 */
export function neighbourVote({
  neighbours,
  labels,
  classes,
}: {
  readonly neighbours: NdArray<Int32Array>;
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}): NeighbourVote {
  checkClassLabels(labels, { n: labels.length, classes, where: "neighbourVote" });
  checkArray(neighbours, "neighbourVote: neighbours");
  const [n = 0, k = 0] = neighbours.shape;
  const shares = new Float64Array(n * classes);
  const predicted = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const votes = shares.subarray(i * classes, (i + 1) * classes);
    for (let j = 0; j < k; j++) {
      const row = neighbours.data[i * k + j] as number;
      const label = labels[row];
      if (label === undefined) {
        throw new DatasetInvalidError({
          message: `neighbourVote: expected neighbours among the labelled rows, received row ${row} of ${labels.length}.`,
        });
      }
      votes[label]! += 1;
    }
    predicted[i] = votes.indexOf(Math.max(...votes));
    for (let c = 0; c < classes; c++) votes[c]! /= k;
  }
  return { predicted, shares: { data: shares, shape: [n, classes] } };
}
