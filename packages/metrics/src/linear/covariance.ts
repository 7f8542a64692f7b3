import { type CheckedFeatures, checkFeatures, type Features, type Matrix } from "./features.ts";
import { addPackedProduct, type PackStrip } from "./multiply.ts";

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

/** {@link columnMeans} of features that were checked, as the first row and the mean difference from it: constants stay exact. */
export function meansOf({ data, n, d }: CheckedFeatures): Float64Array {
  const first = Float64Array.from({ length: d }, (_, j) => data[j] as number);
  const sum = new Float64Array(d);
  // Four rows at a time: the sums are read and written once for them.
  const whole = n - (n % 4);
  for (let r0 = 0; r0 < whole * d; r0 += 4 * d) {
    const r1 = r0 + d;
    const r2 = r1 + d;
    const r3 = r2 + d;
    for (let j = 0; j < d; j++) {
      const base = first[j] as number;
      sum[j]! +=
        (data[r0 + j] as number) -
        base +
        ((data[r1 + j] as number) - base) +
        ((data[r2 + j] as number) - base + ((data[r3 + j] as number) - base));
    }
  }
  for (let i = whole; i < n; i++) {
    for (let j = 0; j < d; j++) sum[j]! += (data[i * d + j] as number) - (first[j] as number);
  }
  return first.map((base, j) => base + (sum[j] as number) / n);
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
  const pack = centredColumnStrips(features, centre);
  addPackedProduct({
    packFirst: pack,
    packSecond: pack,
    rows: d,
    columns: d,
    depth: n,
    out,
    lowerOnly: true,
  });
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
  addPackedProduct({
    packFirst: centredColumnStrips(x, centreX),
    packSecond: centredColumnStrips(y, centreY),
    rows: x.d,
    columns: y.d,
    depth: x.n,
    out,
  });
  return out;
}

/** Columns of features as rows of a factor, centred on their way. */
function centredColumnStrips({ data, d }: CheckedFeatures, centre: Float64Array): PackStrip {
  return (memory, { row: column, start, end, at }) => {
    if (column + 4 <= d) {
      const c0 = centre[column] as number;
      const c1 = centre[column + 1] as number;
      const c2 = centre[column + 2] as number;
      const c3 = centre[column + 3] as number;
      for (let from = start * d + column, to = at; from < end * d; from += d, to += 4) {
        memory[to] = (data[from] as number) - c0;
        memory[to + 1] = (data[from + 1] as number) - c1;
        memory[to + 2] = (data[from + 2] as number) - c2;
        memory[to + 3] = (data[from + 3] as number) - c3;
      }
      return;
    }
    for (let c = 0; c < 4; c++) {
      for (let i = start, to = at + c; i < end; i++, to += 4) {
        memory[to] =
          column + c < d ? (data[i * d + column + c] as number) - (centre[column + c] as number) : 0;
      }
    }
  };
}
