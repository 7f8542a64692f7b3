import { type NdArray, ShapeError } from "@ganlens/core";
import type { Features } from "@ganlens/metrics";
import * as tf from "@tensorflow/tfjs";

/** The nearest points to each query, nearest first. */
export interface NearestRows {
  /** `[n · k]`, rows of the points. */
  readonly rows: Int32Array;
  /** `[n · k]`, Euclidean. */
  readonly distances: Float64Array;
}

/** Queries that are looked at together. */
const batchSize = 250;

/**
 * The k nearest points to each query: chosen by products on the backend, in float32, and measured anew in float64.
 *
 * Much faster than `nearestNeighbours`, and as exact in its distances; of points that are as near but for rounding either may be
 * taken. Memory: 250 rows of distances, and the points.
 *
 * @param queries `[n, d]`
 * @param points `[m, d]`, m ≥ k
 * @throws {ShapeError} when there are fewer than k points, or d differs
 */
export async function nearestRows({
  queries,
  points,
  k,
}: {
  readonly queries: Features;
  readonly points: Features;
  readonly k: number;
}): Promise<NearestRows> {
  const [n = 0, d = 0] = queries.shape;
  const [m = 0, width = 0] = points.shape;
  if (m < k || width !== d) {
    throw new ShapeError({
      message: `nearestRows: expected at least ${k} points as wide as the queries (${d}), received ${m} of ${width}.`,
    });
  }
  // A common offset would cost the products their digits.
  const centre = columnMeans(points);
  const [q, p] = [centred(queries, centre), centred(points, centre)];
  const norms = squaredNorms(p);
  const rows = new Int32Array(n * k);
  const distances = new Float64Array(n * k);
  const target = tf.tensor2d(p.data as Float32Array, [m, d]);
  try {
    for (let start = 0; start < n; start += batchSize) {
      const count = Math.min(batchSize, n - start);
      const product = tf.tidy(() =>
        tf.matMul(
          tf.tensor2d(q.data.subarray(start * d, (start + count) * d) as Float32Array, [count, d]),
          target,
          false,
          true,
        ),
      );
      const along = (await product.data()) as Float32Array;
      product.dispose();
      for (let i = 0; i < count; i++) {
        const chosen = smallest(norms, along.subarray(i * m, (i + 1) * m), k);
        const measured = chosen
          .map((row) => ({ row, distance: distanceOf(queries, start + i, points, row) }))
          .sort((a, b) => a.distance - b.distance || a.row - b.row);
        for (const [place, { row, distance }] of measured.entries()) {
          rows[(start + i) * k + place] = row;
          distances[(start + i) * k + place] = distance;
        }
      }
    }
  } finally {
    target.dispose();
  }
  return { rows, distances };
}

/** The k places where norm − 2 · along is smallest. */
function smallest(norms: Float32Array, along: Float32Array, k: number): number[] {
  const places: number[] = [];
  const values: number[] = [];
  let worst = Number.POSITIVE_INFINITY;
  for (let j = 0; j < norms.length; j++) {
    const value = (norms[j] as number) - 2 * (along[j] as number);
    if (places.length === k && value >= worst) continue;
    let at = places.length === k ? k - 1 : places.length;
    while (at > 0 && (values[at - 1] as number) > value) {
      values[at] = values[at - 1] as number;
      places[at] = places[at - 1] as number;
      at--;
    }
    values[at] = value;
    places[at] = j;
    worst = values[places.length - 1] as number;
  }
  return places;
}

function columnMeans({ data, shape }: Features): Float64Array {
  const [n = 0, d = 0] = shape;
  const means = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) means[j] = (means[j] as number) + (data[i * d + j] as number) / n;
  }
  return means;
}

function centred({ data, shape }: Features, centre: Float64Array): NdArray<Float32Array> {
  const d = centre.length;
  return {
    data: Float32Array.from(data as Float64Array, (value, at) => value - (centre[at % d] as number)),
    shape,
  };
}

function squaredNorms({ data, shape }: NdArray<Float32Array>): Float32Array {
  const [n = 0, d = 0] = shape;
  return Float32Array.from({ length: n }, (_, i) =>
    data.subarray(i * d, (i + 1) * d).reduce((sum, value) => sum + value * value, 0),
  );
}

function distanceOf(queries: Features, i: number, points: Features, j: number): number {
  const d = queries.shape[1] as number;
  let sum = 0;
  for (let k = 0, a = i * d, b = j * d; k < d; k++, a++, b++) {
    sum += ((queries.data[a] as number) - (points.data[b] as number)) ** 2;
  }
  return Math.sqrt(sum);
}
