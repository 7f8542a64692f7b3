import { type NdArray, Random, sizeOf } from "@ganlens/core";
import {
  columnMeans,
  type Matrix,
  multiply,
  multiplyTransposed,
  symmetricEigen,
  transpose,
} from "@ganlens/metrics";

/** A direction that holds a smaller share of what the largest does is rounding. */
const least = 1e-10;

/**
 * Directions that hold nearly all of what the `rank` leading principal components do, by a power iteration from a fixed random start:
 * a tenth of the work of the components themselves.
 *
 * @param centred `[n, d]`, columns of mean 0, not all 0
 * @returns `[at most min(rank, n − 1, d), d]`, orthonormal rows; all d directions where those are few
 * @see Halko, Martinsson, Tropp 2011
 */
export function leadingDirections(centred: Matrix, rank: number): Matrix {
  const [n = 0, d = 0] = centred.shape;
  const wanted = Math.min(rank, n - 1);
  if (d <= wanted) return identity(d);
  const turned = transpose(centred);
  const start = Random.fromSeed(0)
    .split("start of a power iteration")
    .normal(wanted * d);
  let directions: Matrix = { data: Float64Array.from(start), shape: [wanted, d] };
  for (let step = 0; step < 2; step++) {
    const codes = multiplyTransposed(centred, directions);
    directions = orthonormalRows(multiplyTransposed(transpose(codes), turned));
  }
  return directions;
}

/** Images as rows with the mean image taken off, `[n, d]`. */
export function centredRows(images: NdArray): Matrix {
  const [n = 0, ...rest] = images.shape;
  const d = sizeOf(rest);
  const mean = columnMeans(images);
  const data = new Float64Array(n * d);
  for (let at = 0; at < data.length; at += d) {
    for (let j = 0; j < d; j++) data[at + j] = (images.data[at + j] as number) - (mean[j] as number);
  }
  return { data, shape: [n, d] };
}

/** The rows that are chosen by their places, in their order. */
export function rowsWhere(
  { data, shape: [n = 0, d = 0] }: Matrix,
  isChosen: (row: number) => boolean,
): Matrix {
  const chosen = Array.from({ length: n }, (_, row) => row).filter(isChosen);
  const out = new Float64Array(chosen.length * d);
  for (const [to, row] of chosen.entries()) out.set(data.subarray(row * d, (row + 1) * d), to * d);
  return { data: out, shape: [chosen.length, d] };
}

/** |xᵢ − c|² of each row, over its first `most` columns. */
export function squaredLengths(
  { data, shape: [n = 0, d = 0] }: Matrix,
  { most = d, centre }: { readonly most?: number; readonly centre?: Float64Array } = {},
): Float64Array {
  return Float64Array.from({ length: n }, (_, row) => {
    let squares = 0;
    for (let j = 0; j < Math.min(most, d); j++) {
      squares += ((data[row * d + j] as number) - (centre?.[j] ?? 0)) ** 2;
    }
    return squares;
  });
}

/** The same span as rows of length 1 at right angles: Λ^(−1/2)·V·A, with A·Aᵀ = Vᵀ·Λ·V; rows that depend on others are left out. */
function orthonormalRows(rows: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(multiplyTransposed(rows, rows));
  const width = rows.shape[0] as number;
  const count = values.findIndex((value) => value < least * (values[0] as number));
  const kept = count === -1 ? width : count;
  const scaled = Float64Array.from(
    vectors.data.subarray(0, kept * width),
    (value, i) => value / Math.sqrt(values[Math.floor(i / width)] as number),
  );
  return multiply({ data: scaled, shape: [kept, width] }, rows);
}

function identity(d: number): Matrix {
  const data = new Float64Array(d * d);
  for (let i = 0; i < d; i++) data[i * d + i] = 1;
  return { data, shape: [d, d] };
}
