import { type CheckedFeatures, checkFeatures, type Features, type Matrix } from "./features.ts";
import { addProductTransposed } from "./multiply.ts";

/** Rows that are centred and turned round at a time, so that memory does not grow with n. */
const chunkRows = 512;

/**
 * The mean of every column, summed in float64.
 *
 * @param features `[n, d]`, n ≥ 1
 * @returns `[d]`
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 */
export function columnMeans(features: Features): Float64Array {
  return meansOf(checkFeatures(features, { where: "columnMeans: features" }));
}

/** {@link columnMeans} of features that were checked; a second pass takes off the rounding, so that constants stay exact. */
export function meansOf({ data, n, d }: CheckedFeatures): Float64Array {
  const mean = new Float64Array(d);
  for (let pass = 0; pass < 2; pass++) {
    const sum = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < d; j++) sum[j]! += (data[i * d + j] as number) - (mean[j] as number);
    }
    for (let j = 0; j < d; j++) mean[j]! += (sum[j] as number) / n;
  }
  return mean;
}

/**
 * The covariance of the columns: Σᵢ (xᵢ − x̄)(xᵢ − x̄)ᵀ / (n − ddof).
 *
 * The mean is taken off before multiplying, so that a large common offset costs no digits. At n ≤ d the matrix is
 * singular, with rank at most n − 1; that is allowed here.
 *
 * @param features `[n, d]`, n ≥ 2
 * @param ddof 1 for the unbiased estimate (default), 0 for the population's
 * @returns `[d, d]`, symmetric
 * @throws {ShapeError | DatasetInvalidError} see {@link checkFeatures}
 */
export function covariance(features: Features, { ddof = 1 }: { ddof?: 0 | 1 } = {}): Matrix {
  const checked = checkFeatures(features, { where: "covariance: features", minimumRows: 2 });
  const out = scatterOf(checked, meansOf(checked));
  const scale = 1 / (checked.n - ddof);
  for (let i = 0; i < out.length; i++) out[i]! *= scale;
  return { data: out, shape: [checked.d, checked.d] };
}

/** Σᵢ (xᵢ − centre)(xᵢ − centre)ᵀ, `[d, d]`, of features that were checked. */
export function scatterOf(features: CheckedFeatures, centre: Float64Array): Float64Array {
  const { n, d } = features;
  const out = new Float64Array(d * d);
  for (let start = 0; start < n; start += chunkRows) {
    const depth = Math.min(chunkRows, n - start);
    const panel = centredTransposed(features, { centre, start, depth });
    addProductTransposed({ a: panel, b: panel, rows: d, columns: d, depth, out, lowerOnly: true });
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) out[j * d + i] = out[i * d + j] as number;
  }
  return out;
}

/** Σᵢ (xᵢ − x̄)(yᵢ − ȳ)ᵀ, `[d, m]`, of two checked sets with equally many rows. */
export function crossScatterOf(
  x: CheckedFeatures,
  y: CheckedFeatures,
  { centreX, centreY }: { centreX: Float64Array; centreY: Float64Array },
): Float64Array {
  const out = new Float64Array(x.d * y.d);
  for (let start = 0; start < x.n; start += chunkRows) {
    const depth = Math.min(chunkRows, x.n - start);
    addProductTransposed({
      a: centredTransposed(x, { centre: centreX, start, depth }),
      b: centredTransposed(y, { centre: centreY, start, depth }),
      rows: x.d,
      columns: y.d,
      depth,
      out,
    });
  }
  return out;
}

function centredTransposed(
  { data, d }: CheckedFeatures,
  { centre, start, depth }: { centre: Float64Array; start: number; depth: number },
): Float64Array {
  const panel = new Float64Array(d * depth);
  for (let i = 0; i < depth; i++) {
    const row = (start + i) * d;
    for (let j = 0; j < d; j++) panel[j * depth + i] = (data[row + j] as number) - (centre[j] as number);
  }
  return panel;
}
