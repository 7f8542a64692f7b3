/** A symmetric matrix A = Q T Qᵀ with T tridiagonal and Q a product of Householder reflections. */
export interface Tridiagonal {
  /** `[n]`, T's diagonal. */
  readonly diagonal: Float64Array;
  /** `[n]`, beside the diagonal: entry i stands between i and i + 1; the last is 0. */
  readonly beside: Float64Array;
  /** Turns an eigenvector of T into one of A, in place. */
  readonly backTransform: (vector: Float64Array) => void;
}

/**
 * Householder's reduction of a symmetric matrix to tridiagonal form, 2n³/3 multiply–adds on the upper triangle.
 *
 * ml-matrix gives the whole decomposition only, which takes 2 s at n = 784; eigenvalues alone, or a few leading vectors,
 * follow from this form in a fraction of that.
 *
 * @param matrix `[n, n]` row-major; not changed
 * @see Golub and Van Loan 2013, algorithm 8.3.1
 */
export function tridiagonalise(matrix: ArrayLike<number>, n: number): Tridiagonal {
  const a = Float64Array.from(matrix);
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const scales = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  // Below this a row counts as 0: no digit of the result sees it, and a reflection made of denormals is not orthogonal.
  const negligible = Math.max(1e-290, 1e-150 * a.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  for (let k = 0; k < n - 1; k++) {
    const row = k * n;
    diagonal[k] = a[row + k] as number;
    let largest = 0;
    for (let j = k + 1; j < n; j++) largest = Math.max(largest, Math.abs(a[row + j] as number));
    if (largest < negligible) continue;
    let tail = 0;
    for (let j = k + 2; j < n; j++) tail += ((a[row + j] as number) / largest) ** 2;
    if (tail === 0) {
      beside[k] = a[row + k + 1] as number;
      continue;
    }
    const first = a[row + k + 1] as number;
    const norm = largest * Math.sqrt((first / largest) ** 2 + tail);
    const alpha = first > 0 ? -norm : norm;
    beside[k] = alpha;
    // Reflection I − s·v·vᵀ with v scaled to v[k + 1] = 1, so that nothing overflows; v is kept in row k.
    const lead = first - alpha;
    a[row + k + 1] = 1;
    v[k + 1] = 1;
    for (let j = k + 2; j < n; j++) {
      const value = (a[row + j] as number) / lead;
      a[row + j] = value;
      v[j] = value;
    }
    const s = -lead / alpha;
    scales[k] = s;
    reflectTrailing(a, n, k + 1, s, v, w);
  }
  if (n > 0) diagonal[n - 1] = a[n * n - 1] as number;
  const backTransform = (vector: Float64Array): void => {
    for (let k = n - 2; k >= 0; k--) {
      const s = scales[k] as number;
      if (s === 0) continue;
      const row = k * n;
      let dot = 0;
      for (let j = k + 1; j < n; j++) dot += (a[row + j] as number) * (vector[j] as number);
      dot *= s;
      for (let j = k + 1; j < n; j++) vector[j]! -= dot * (a[row + j] as number);
    }
  };
  return { diagonal, beside, backTransform };
}

/** The trailing block from `start` on, reflected from both sides: A ← A − v·wᵀ − w·vᵀ, upper triangle only. */
function reflectTrailing(
  a: Float64Array,
  n: number,
  start: number,
  s: number,
  v: Float64Array,
  w: Float64Array,
): void {
  w.fill(0, start);
  for (let i = start; i < n; i++) {
    const row = i * n;
    const vi = v[i] as number;
    let sum = (a[row + i] as number) * vi;
    for (let j = i + 1; j < n; j++) {
      const value = a[row + j] as number;
      sum += value * (v[j] as number);
      w[j]! += value * vi;
    }
    w[i]! += sum;
  }
  let dot = 0;
  for (let i = start; i < n; i++) {
    w[i]! *= s;
    dot += (w[i] as number) * (v[i] as number);
  }
  const half = (s * dot) / 2;
  for (let i = start; i < n; i++) w[i]! -= half * (v[i] as number);
  for (let i = start; i < n; i++) {
    const row = i * n;
    const vi = v[i] as number;
    const wi = w[i] as number;
    for (let j = i; j < n; j++) a[row + j]! -= vi * (w[j] as number) + wi * (v[j] as number);
  }
}
