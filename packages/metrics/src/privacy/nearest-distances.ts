import { checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import { neighboursAmong, neighboursWithin } from "../neighbours/nearest-neighbours.ts";

/** Distances of some samples to their nearest training samples. */
export interface NearestDistances {
  /** `[n]`, to the nearest (the distance to the closest record). */
  readonly distances: Float64Array;
  /** `[n]`, nearest over second nearest, in [0, 1]; 1 when both are 0. */
  readonly ratios: Float64Array;
  /** `[n]`, row of the nearest. */
  readonly indices: Int32Array;
}

/**
 * The distance of each sample to its nearest training sample, and its ratio to the second nearest.
 *
 * A small ratio says that the sample is near one training sample rather than near the data. Neither is a score by itself: compare with
 * held-out samples of the same distribution.
 *
 * @param samples `[n, d]`
 * @param train `[m, d]`, m ≥ 2
 * @throws {ShapeError} when d differs
 * @throws {DatasetInvalidError} when there are too few rows or a value is not finite
 */
export function nearestDistances({
  samples,
  train,
  matMul,
}: {
  readonly samples: Features;
  readonly train: Features;
  readonly matMul?: MatMul;
}): NearestDistances {
  const queries = checkFeatures(samples, { where: "nearestDistances: samples" });
  const points = checkFeatures(train, { where: "nearestDistances: train", minimumRows: 2 });
  const { squared, indices } = neighboursAmong(queries, points, 2, matMul);
  const every = <T>(pick: (at: number) => T): T[] => Array.from({ length: queries.n }, (_, i) => pick(2 * i));
  return {
    distances: Float64Array.from(every((at) => Math.sqrt(squared[at] as number))),
    ratios: Float64Array.from(
      every((at) =>
        squared[at + 1] === 0 ? 1 : Math.sqrt((squared[at] as number) / (squared[at + 1] as number)),
      ),
    ),
    indices: Int32Array.from(every((at) => indices[at] as number)),
  };
}

/** `[n]`, the distance of each row to its nearest other row of the same set. */
export function nearestOther(set: Features, where: string, matMul?: MatMul): Float64Array {
  return neighboursWithin(checkFeatures(set, { where, minimumRows: 2 }), 1, matMul).squared.map(Math.sqrt);
}
