import { ConfigInvalidError, DatasetInvalidError } from "@ganlens/core";
import { meansOf, scatterOf } from "./covariance.ts";
import { type CheckedFeatures, checkArray, checkFeatures, type Features, type Matrix } from "./features.ts";
import { addProductTransposed } from "./multiply.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** A mean and the orthonormal directions of largest variance around it. */
export interface PrincipalComponents {
  /** `[d]` */
  readonly mean: Float64Array;
  /** `[components, d]`, orthonormal rows by descending variance; the entry of largest size is positive. */
  readonly components: Matrix;
  /** `[components]`, variance along each direction, ddof = 1. */
  readonly variances: Float64Array;
  /** The variance of all d columns together, ddof = 1. */
  readonly totalVariance: number;
  readonly n: number;
}

/**
 * Principal component analysis: the leading eigenvectors of the covariance.
 *
 * With fewer rows than columns the n × n Gram matrix is decomposed instead: the same result for less work. Signs as in
 * scikit-learn's `svd_flip(u_based_decision=False)`.
 *
 * @param data `[n, d]`, n ≥ 2
 * @param components how many, at most min(n − 1, d); at most d with `fill`
 * @param fill where the rows span fewer directions than asked for, the last rows are zeros of variance 0 instead of an error
 * @throws {ConfigInvalidError} when `components` is out of range
 * @throws {DatasetInvalidError} when nothing varies, or fewer directions than `components` do among n ≤ d rows
 * @throws {ShapeError} see {@link checkFeatures}
 * @see Jolliffe 2002
 */
export function principalComponents({
  data,
  components,
  fill = false,
}: {
  readonly data: Features;
  readonly components: number;
  readonly fill?: boolean;
}): PrincipalComponents {
  const checked = checkFeatures(data, { where: "principalComponents: data", minimumRows: 2 });
  const { n, d } = checked;
  const most = fill ? d : Math.min(n - 1, d);
  if (!Number.isInteger(components) || components < 1 || components > most) {
    throw new ConfigInvalidError({
      message: `principalComponents: expected components within 1…${most} for data of shape [${n}, ${d}], received ${components}.`,
      hint: "n rows span at most n − 1 directions: use more rows or fewer components.",
    });
  }
  const mean = meansOf(checked);
  const wide = n < d;
  const side = wide ? n : d;
  const scatter = wide ? rowGram(checked, mean) : scatterOf(checked, mean);
  let total = 0;
  for (let i = 0; i < side; i++) total += scatter[i * side + i] as number;
  if (!(total > 0)) {
    throw new DatasetInvalidError({
      message: `principalComponents: expected data that vary, received ${n} equal rows.`,
    });
  }
  const eigen = symmetricEigen({ data: scatter, shape: [side, side] }, { count: Math.min(components, side) });
  const variances = new Float64Array(components);
  variances.set(eigen.values.map((value) => Math.max(0, value) / (n - 1)));
  return {
    mean,
    components: wide
      ? fromRowVectors(checked, { mean, vectors: eigen.vectors, values: eigen.values, components, fill })
      : eigen.vectors,
    variances,
    totalVariance: total / (n - 1),
    n,
  };
}

/** Coordinates along the components: (x − mean)·componentsᵀ. `[n, d]` → `[n, components]`. */
export function project(pca: Pick<PrincipalComponents, "mean" | "components">, data: Features): Matrix {
  checkArray(pca.components, "project: components");
  const [count = 0, d = 0] = pca.components.shape;
  const checked = checkFeatures(data, { where: "project: data" });
  requireColumns("project", d, checked.d);
  const out = new Float64Array(checked.n * count);
  addProductTransposed({
    a: centred(checked, pca.mean),
    b: pca.components.data,
    rows: checked.n,
    columns: count,
    depth: d,
    out,
  });
  return { data: out, shape: [checked.n, count] };
}

/** Back from coordinates: mean + codes·components. `[n, k]` → `[n, d]`; the first k components are used. */
export function reconstruct(pca: Pick<PrincipalComponents, "mean" | "components">, codes: Features): Matrix {
  checkArray(pca.components, "reconstruct: components");
  const [count = 0, d = 0] = pca.components.shape;
  const checked = checkFeatures(codes, { where: "reconstruct: codes" });
  if (checked.d > count) requireColumns("reconstruct", count, checked.d);
  const out = new Float64Array(checked.n * d);
  for (let i = 0; i < checked.n; i++) {
    const row = out.subarray(i * d, (i + 1) * d);
    row.set(pca.mean);
    for (let k = 0; k < checked.d; k++) {
      const weight = checked.data[i * checked.d + k] as number;
      for (let j = 0; j < d; j++) row[j]! += weight * (pca.components.data[k * d + j] as number);
    }
  }
  return { data: out, shape: [checked.n, d] };
}

function requireColumns(where: string, expected: number, received: number): void {
  if (expected === received) return;
  throw new ConfigInvalidError({
    message: `${where}: expected ${expected} columns as in the components, received ${received}.`,
  });
}

function centred({ data, n, d }: CheckedFeatures, mean: Float64Array): Float64Array {
  const out = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) out[i * d + j] = (data[i * d + j] as number) - (mean[j] as number);
  }
  return out;
}

function rowGram(features: CheckedFeatures, mean: Float64Array): Float64Array {
  const { n, d } = features;
  const x = centred(features, mean);
  const out = new Float64Array(n * n);
  addProductTransposed({ a: x, b: x, rows: n, columns: n, depth: d, out, lowerOnly: true });
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j] as number;
  return out;
}

/** Xᵀu / |Xᵀu| for each eigenvector u of X·Xᵀ. */
function fromRowVectors(
  features: CheckedFeatures,
  {
    mean,
    vectors,
    values,
    components,
    fill,
  }: {
    readonly mean: Float64Array;
    readonly vectors: Matrix;
    readonly values: Float64Array;
    readonly components: number;
    readonly fill: boolean;
  },
): Matrix {
  const { n, d } = features;
  const x = centred(features, mean);
  const out = new Float64Array(components * d);
  const smallest = 1e-12 * (values[0] as number);
  for (let k = 0; k < values.length; k++) {
    if (!((values[k] as number) > smallest)) {
      if (fill) break;
      throw new DatasetInvalidError({
        message: `principalComponents: expected ${values.length} directions that vary, received rows that span ${k}.`,
        hint: "Ask for fewer components or give more distinct rows.",
      });
    }
    const row = out.subarray(k * d, (k + 1) * d);
    for (let i = 0; i < n; i++) {
      const weight = vectors.data[k * n + i] as number;
      for (let j = 0; j < d; j++) row[j]! += weight * (x[i * d + j] as number);
    }
    const largest = row.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) * Math.sign(largest);
    for (let j = 0; j < d; j++) row[j]! /= norm;
  }
  return { data: out, shape: [components, d] };
}
