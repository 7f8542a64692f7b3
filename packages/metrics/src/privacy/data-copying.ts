import { ConfigInvalidError } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { checkSameWidth } from "../neighbours/distance-blocks.ts";
import { neighboursAmong } from "../neighbours/nearest-neighbours.ts";
import { type BootstrapOptions, bootstrapStatistics } from "../statistics/bootstrap-interval.ts";
import { copyingScore, ranksAmong } from "./copying-score.ts";

/** One cell of the data-copying test. */
export interface CopyingCell {
  /** Mann–Whitney z of generated against held-out distances; `null` where the cell is not used. */
  readonly z: number | null;
  /** Share of the held-out samples. */
  readonly weight: number;
  readonly reason?: string;
}

/** The data-copying statistic with its cells. */
export interface DataCopying extends Estimate {
  readonly cells: readonly CopyingCell[];
  /** z over all samples, without cells. */
  readonly global: number;
  /** `[m]`, `[h]`, `[n]`: the cell of each training, held-out and generated sample. */
  readonly assignment: {
    readonly train: Int32Array;
    readonly heldOut: Int32Array;
    readonly generated: Int32Array;
  };
}

/**
 * The data-copying statistic C_T: the mean over cells, by held-out share, of the Mann–Whitney z of distances to the
 * nearest training sample, generated against held-out.
 *
 * Far below 0: generated samples are nearer to the training set than held-out ones, copies. Far above: farther,
 * underfitting. About N(0, 1) without either, so it grows with √n: an effect size it is not, and it misses few copies
 * (see {@link copyTailTest}). Neighbours are searched within the cell; cells with a share of generated samples of at most `tau`, or
 * without a training sample, are left out. The z has the original's +½ and no correction for ties. Interval: percentile bootstrap
 * of the distances within each cell, training set and cells fixed.
 *
 * @param train `[m, d]`
 * @param heldOut `[h, d]`, of the distribution of `train`
 * @param generated `[n, d]`
 * @param centres `[cells, d]`, k-means centres of the training set; 3 in the original
 * @param tau by default 20 / n
 * @returns `null` with a reason when no cell can be used
 * @throws {ShapeError} when d differs
 * @throws {ConfigInvalidError} when tau is not in [0, 1)
 * @throws {DatasetInvalidError} when a set is empty or a value is not finite
 * @see Meehan, Chaudhuri, Dasgupta 2020; dgm-eval `ct.py`
 */
export function dataCopying({
  train,
  heldOut,
  generated,
  centres,
  tau,
  matMul,
  ...options
}: BootstrapOptions & {
  readonly train: Features;
  readonly heldOut: Features;
  readonly generated: Features;
  readonly centres: Features;
  readonly tau?: number;
  readonly matMul?: MatMul;
}): DataCopying {
  const t = checkFeatures(train, { where: "dataCopying: train" });
  const p = checkFeatures(heldOut, { where: "dataCopying: heldOut" });
  const q = checkFeatures(generated, { where: "dataCopying: generated" });
  const c = checkFeatures(centres, { where: "dataCopying: centres" });
  for (const set of [p, q, c]) checkSameWidth(t, set, "dataCopying");
  const least = tau ?? Math.min(0.999, 20 / q.n);
  if (!(least >= 0 && least < 1)) {
    throw new ConfigInvalidError({ message: `dataCopying: expected tau in [0, 1), received ${tau}.` });
  }
  const assignment = {
    train: neighboursAmong(t, c, 1, matMul).indices,
    heldOut: neighboursAmong(p, c, 1, matMul).indices,
    generated: neighboursAmong(q, c, 1, matMul).indices,
  };
  const used: { weight: number; held: Float64Array; made: Float64Array }[] = [];
  const cells: CopyingCell[] = [];
  for (let cell = 0; cell < c.n; cell++) {
    const points = within(t, assignment.train, cell);
    const held = within(p, assignment.heldOut, cell);
    const made = within(q, assignment.generated, cell);
    const weight = held.n / p.n;
    const reason =
      points.n === 0
        ? "no training sample"
        : held.n === 0
          ? "no held-out sample"
          : made.n / q.n <= least
            ? `a share of generated samples of ${made.n} / ${q.n}, not above tau`
            : undefined;
    if (reason !== undefined) {
      cells.push({ z: null, weight, reason });
      continue;
    }
    const distances = {
      held: neighboursAmong(held, points, 1, matMul).squared,
      made: neighboursAmong(made, points, 1, matMul).squared,
    };
    used.push({ weight, ...distances });
    cells.push({ z: copyingScore(distances.made, distances.held), weight });
  }
  const global = copyingScore(
    neighboursAmong(q, t, 1, matMul).squared,
    neighboursAmong(p, t, 1, matMul).squared,
  );
  const rest = { n: Math.min(p.n, q.n), cells, global, assignment };
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) {
    return { value: null, reason: "No cell has enough generated, held-out and training samples.", ...rest };
  }
  const value = cells.reduce((sum, { z, weight }) => sum + (z === null ? 0 : z * weight), 0) / total;
  if (used.some(({ held, made }) => held.length < 2 || made.length < 2)) return { value, ...rest };
  const ranked = used.map(({ held, made }) => ranksAmong(made, held));
  const [interval] = bootstrapStatistics({
    sizes: used.flatMap(({ held, made }) => [held.length, made.length]),
    statistics: (groups) => [
      used.reduce(
        (sum, { weight }, u) =>
          sum +
          weight *
            (ranked[u] as (made: Int32Array, held: Int32Array) => number)(
              groups[2 * u + 1] as Int32Array,
              groups[2 * u] as Int32Array,
            ),
        0,
      ) / total,
    ],
    ...options,
  });
  return { value, ...(interval ? { interval: holding(interval, value) } : {}), ...rest };
}

/** A bootstrap of few rows may just miss its own estimate. */
function holding<T extends { readonly low: number; readonly high: number }>(interval: T, value: number): T {
  return { ...interval, low: Math.min(interval.low, value), high: Math.max(interval.high, value) };
}

function within({ data, d }: CheckedFeatures, cells: Int32Array, cell: number): CheckedFeatures {
  const rows: number[] = [];
  cells.forEach((own, row) => {
    if (own === cell) rows.push(row);
  });
  const out = new Float64Array(rows.length * d);
  rows.forEach((row, i) => {
    out.set(data.subarray(row * d, (row + 1) * d), i * d);
  });
  return { data: out, n: rows.length, d };
}
