import { Random } from "@ganlens/core";
import { tridiagonalEigenvalues } from "./symmetric-eigenvalues.ts";
import { tridiagonalise } from "./tridiagonalise.ts";

/**
 * The `count` largest eigenvalues of a symmetric matrix with their vectors, by inverse iteration on its tridiagonal form.
 *
 * @param matrix `[n, n]` row-major, symmetric
 * @returns values descending, vectors in rows; or `undefined` where a residual exceeds 1e-10 of the matrix's norm or two
 *   vectors are not orthogonal (tight clusters), so that the caller takes the slower way
 * @see Golub and Van Loan 2013, section 8.2.2; Dhillon 1998 on clusters
 */
export function leadingEigen(
  matrix: ArrayLike<number>,
  n: number,
  count: number,
): { values: Float64Array; vectors: Float64Array } | undefined {
  const { diagonal, beside, backTransform } = tridiagonalise(matrix, n);
  const values = tridiagonalEigenvalues(diagonal, beside).slice(0, count);
  let norm = 0;
  for (let i = 0; i < n; i++) {
    norm = Math.max(norm, Math.abs(diagonal[i] as number) + 2 * Math.abs(beside[i] as number));
  }
  if (norm === 0) return undefined;
  const random = Random.fromSeed(0);
  const vectors = new Float64Array(count * n);
  let shift = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    // Equal eigenvalues get shifts that differ, else both iterations end in the same direction.
    shift = Math.min(values[i] as number, shift - 10 * Number.EPSILON * norm);
    const solve = factorShifted(diagonal, beside, shift, norm);
    const x = Float64Array.from(random.uniform(n, { low: -1, high: 1 }));
    for (let step = 0; step < 4; step++) {
      solve(x);
      if (!orthonormalise(x, vectors, i)) return undefined;
    }
    vectors.set(x, i * n);
  }
  for (let i = 0; i < count; i++) backTransform(vectors.subarray(i * n, (i + 1) * n));
  return isDecomposition(matrix, n, values, vectors, norm) ? { values, vectors } : undefined;
}

/** Scales `x` to 1 and takes off its part along the first `done` vectors, twice for full precision. */
function orthonormalise(x: Float64Array, vectors: Float64Array, done: number): boolean {
  const n = x.length;
  if (!normalise(x)) return false;
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < done; i++) {
      let dot = 0;
      for (let j = 0; j < n; j++) dot += (x[j] as number) * (vectors[i * n + j] as number);
      for (let j = 0; j < n; j++) x[j]! -= dot * (vectors[i * n + j] as number);
    }
  }
  return normalise(x);
}

function normalise(x: Float64Array): boolean {
  let largest = 0;
  for (let j = 0; j < x.length; j++) largest = Math.max(largest, Math.abs(x[j] as number));
  if (!(largest > 0) || !Number.isFinite(largest)) return false;
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += ((x[j] as number) / largest) ** 2;
  const scale = 1 / Math.sqrt(sum);
  for (let j = 0; j < x.length; j++) x[j] = ((x[j] as number) / largest) * scale;
  return true;
}

/** Gaussian elimination of T − shift·I with row exchanges; pivots of 0 become one rounding error. */
function factorShifted(
  diagonal: Float64Array,
  beside: Float64Array,
  shift: number,
  norm: number,
): (x: Float64Array) => void {
  const n = diagonal.length;
  const pivot = Float64Array.from(diagonal, (value) => value - shift);
  const above = beside.slice();
  const above2 = new Float64Array(n);
  const factor = new Float64Array(n);
  const swapped = new Uint8Array(n);
  const smallest = Number.EPSILON * norm;
  for (let i = 0; i < n - 1; i++) {
    const below = beside[i] as number;
    if (Math.abs(pivot[i] as number) < Math.abs(below)) {
      const f = (pivot[i] as number) / below;
      swapped[i] = 1;
      factor[i] = f;
      pivot[i] = below;
      const next = pivot[i + 1] as number;
      pivot[i + 1] = (above[i] as number) - f * next;
      above[i] = next;
      above2[i] = above[i + 1] as number;
      above[i + 1] = -f * (above2[i] as number);
    } else {
      if (Math.abs(pivot[i] as number) < smallest) pivot[i] = smallest;
      const f = below / (pivot[i] as number);
      factor[i] = f;
      pivot[i + 1]! -= f * (above[i] as number);
    }
  }
  for (let i = 0; i < n; i++) if (Math.abs(pivot[i] as number) < smallest) pivot[i] = smallest;
  return (x) => {
    for (let i = 0; i < n - 1; i++) {
      const f = factor[i] as number;
      if (swapped[i]) {
        const held = x[i] as number;
        x[i] = x[i + 1] as number;
        x[i + 1] = held - f * (x[i] as number);
      } else {
        x[i + 1]! -= f * (x[i] as number);
      }
    }
    for (let i = n - 1; i >= 0; i--) {
      let value = x[i] as number;
      if (i < n - 1) value -= (above[i] as number) * (x[i + 1] as number);
      if (i < n - 2) value -= (above2[i] as number) * (x[i + 2] as number);
      x[i] = value / (pivot[i] as number);
    }
  };
}

function isDecomposition(
  matrix: ArrayLike<number>,
  n: number,
  values: Float64Array,
  vectors: Float64Array,
  norm: number,
): boolean {
  for (let v = 0; v < values.length; v++) {
    const x = vectors.subarray(v * n, (v + 1) * n);
    for (let i = 0; i < n; i++) {
      let residual = -(values[v] as number) * (x[i] as number);
      for (let j = 0; j < n; j++) residual += (matrix[i * n + j] as number) * (x[j] as number);
      if (!(Math.abs(residual) <= 1e-10 * norm)) return false;
    }
    for (let other = 0; other < v; other++) {
      let dot = 0;
      for (let j = 0; j < n; j++) dot += (x[j] as number) * (vectors[other * n + j] as number);
      if (!(Math.abs(dot) <= 1e-10)) return false;
    }
  }
  return true;
}
