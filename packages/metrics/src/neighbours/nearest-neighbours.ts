import { ConfigInvalidError, type NdArray } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features, type Matrix } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import { checkSameWidth, forEachDistanceBlock, squaredDistance } from "./distance-blocks.ts";

/** The nearest rows of a set to each of some rows, nearest first. */
export interface NearestNeighbours {
  /** `[n, k]`, rows of the set; equal distances are in order of the row. */
  readonly indices: NdArray<Int32Array>;
  /** `[n, k]`, Euclidean. */
  readonly distances: Matrix;
}

/**
 * The k nearest points to each query, by Euclidean distance, exactly.
 *
 * Distances are walked through in blocks (memory n·k, not n·m) and the k best kept by insertion, without sorting; what
 * could be among the k is computed again from differences, so that ties and common offsets cost no digits.
 *
 * @param queries `[n, d]`
 * @param points `[m, d]`; left out, the queries are searched among themselves and no row is its own neighbour
 * @param k in 1 … m (m − 1 without `points`)
 * @param matMul a faster product
 * @throws {ShapeError} when d differs
 * @throws {ConfigInvalidError} when k is out of range
 * @throws {DatasetInvalidError} when a set is empty or a value is not finite
 */
export function nearestNeighbours({
  queries,
  points,
  k,
  matMul,
}: {
  readonly queries: Features;
  readonly points?: Features;
  readonly k: number;
  readonly matMul?: MatMul;
}): NearestNeighbours {
  const rows = checkFeatures(queries, { where: "nearestNeighbours: queries" });
  const found =
    points === undefined
      ? neighboursWithin(rows, k, matMul)
      : neighboursAmong(rows, checkFeatures(points, { where: "nearestNeighbours: points" }), k, matMul);
  const shape = [rows.n, k];
  return {
    indices: { data: found.indices, shape },
    distances: { data: found.squared.map(Math.sqrt), shape },
  };
}

/** Neighbours as they are kept during a search. */
export interface FoundNeighbours {
  /** `[n · k]` */
  readonly indices: Int32Array;
  /** `[n · k]`, squared distances. */
  readonly squared: Float64Array;
}

/** {@link nearestNeighbours} of checked rows among other rows. */
export function neighboursAmong(
  queries: CheckedFeatures,
  points: CheckedFeatures,
  k: number,
  matMul?: MatMul,
): FoundNeighbours {
  checkSameWidth(queries, points, "nearestNeighbours");
  checkCount(k, points.n);
  const { found, offer, worst } = collector(queries.n, k);
  forEachDistanceBlock({
    first: queries,
    second: points,
    matMul,
    visit: ({ firstRow, rows, firstColumn, columns, squared, margins }) => {
      for (let i = 0; i < rows; i++) {
        const row = firstRow + i;
        const margin = margins[i] as number;
        for (let j = 0, at = i * columns; j < columns; j++, at++) {
          // Not ">" alone: a NaN from overflow must reach the exact distance.
          if (!((squared[at] as number) - margin > (worst[row] as number))) {
            const column = firstColumn + j;
            offer(row, column, squaredDistance(queries, row, points, column));
          }
        }
      }
    },
  });
  return found;
}

/** {@link nearestNeighbours} of checked rows among themselves, no row its own: half the distances. */
export function neighboursWithin(points: CheckedFeatures, k: number, matMul?: MatMul): FoundNeighbours {
  checkCount(k, points.n - 1);
  const { found, offer, worst } = collector(points.n, k);
  forEachDistanceBlock({
    first: points,
    second: points,
    triangle: true,
    matMul,
    visit: ({ firstRow, rows, firstColumn, columns, squared, margins }) => {
      for (let i = 0; i < rows; i++) {
        const row = firstRow + i;
        const margin = margins[i] as number;
        const start = Math.max(0, row + 1 - firstColumn);
        for (let j = start, at = i * columns + start; j < columns; j++, at++) {
          const column = firstColumn + j;
          const least = (squared[at] as number) - margin;
          if (!(least > (worst[row] as number) && least > (worst[column] as number))) {
            const exact = squaredDistance(points, row, points, column);
            offer(row, column, exact);
            offer(column, row, exact);
          }
        }
      }
    },
  });
  return found;
}

function collector(n: number, k: number) {
  const indices = new Int32Array(n * k).fill(-1);
  const squared = new Float64Array(n * k).fill(Number.POSITIVE_INFINITY);
  const worst = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const offer = (row: number, column: number, distance: number): void => {
    const start = row * k;
    let at = start + k;
    // Before those that are farther, or as far with a larger index: the result does not depend on the order of visits.
    while (
      at > start &&
      (distance < (squared[at - 1] as number) ||
        (distance === squared[at - 1] &&
          ((indices[at - 1] as number) < 0 || column < (indices[at - 1] as number))))
    ) {
      at--;
    }
    if (at === start + k) return;
    for (let move = start + k - 1; move > at; move--) {
      squared[move] = squared[move - 1] as number;
      indices[move] = indices[move - 1] as number;
    }
    squared[at] = distance;
    indices[at] = column;
    worst[row] = squared[start + k - 1] as number;
  };
  return { found: { indices, squared }, offer, worst };
}

function checkCount(k: number, most: number): void {
  if (!Number.isInteger(k) || k < 1 || k > most) {
    throw new ConfigInvalidError({
      message: `nearestNeighbours: expected k to be an integer in 1…${most}, received ${k}.`,
      hint: "k must be below the number of rows that can be a neighbour.",
    });
  }
}
