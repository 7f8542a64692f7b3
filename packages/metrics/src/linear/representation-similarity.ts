import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { pearsonCorrelation, spearmanCorrelation } from "../statistics/correlation.ts";
import { crossScatterOf, meansOf, scatterOf } from "./covariance.ts";
import { type CheckedFeatures, checkFeatures, type Features, type Matrix } from "./features.ts";
import { multiplyTransposed, transpose } from "./multiply.ts";
import { singularValues } from "./singular-values.ts";

/** Two representations of the same samples, row by row. */
export interface RepresentationPair {
  /** `[n, d]` */
  readonly first: Features;
  /** `[n, m]` */
  readonly second: Features;
}

/**
 * Linear centred kernel alignment: |X̃ᵀỸ|² / (|X̃ᵀX̃|·|ỸᵀỸ|), Frobenius norms, columns centred.
 *
 * Does not change with rotations, a common scale or offsets. Biased upwards when d and m are not small beside n: unrelated
 * features of d ≥ n score near 1, so compare at equal n.
 *
 * @returns in [0, 1]
 * @throws {ShapeError} when rows differ
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, or one of the two does not vary
 * @see Kornblith et al. 2019
 */
export function linearAlignment(pair: RepresentationPair): number {
  const { x, y, centreX, centreY } = checkPair(pair, "linearAlignment");
  const own = scatterOf(x, centreX);
  const other = scatterOf(y, centreY);
  // Traces of 1, so that fourth powers of the features neither overflow nor vanish.
  const [a, b] = [traceOf(own), traceOf(other)];
  const scale = Math.sqrt(a) * Math.sqrt(b);
  const cross = sumOfSquares(crossScatterOf(x, y, { centreX, centreY }).map((value) => value / scale));
  const sizes = [own.map((value) => value / a), other.map((value) => value / b)].map(sumOfSquares);
  return Math.min(1, cross / Math.sqrt((sizes[0] as number) * (sizes[1] as number)));
}

/**
 * Canonical correlations: the cosines of the angles between the column spans, centred.
 *
 * Directions whose singular value is rounding are dropped, so that dependent columns do no harm. Where rank(X) + rank(Y) ≥ n
 * some are 1 for any data.
 *
 * @returns `[min(rank X, rank Y)]`, descending, in [0, 1]
 * @throws as {@link linearAlignment}
 * @see Hotelling 1936; Björck and Golub 1973
 */
export function canonicalCorrelations(pair: RepresentationPair): Float64Array {
  const { x, y, centreX, centreY } = checkPair(pair, "canonicalCorrelations");
  const basisOf = (features: CheckedFeatures, centre: Float64Array): Matrix => {
    const { left, rank } = singularValues(centred(features, centre));
    return { data: left.data.subarray(0, rank * features.n) as Float64Array, shape: [rank, features.n] };
  };
  const { values } = singularValues(multiplyTransposed(basisOf(x, centreX), basisOf(y, centreY)));
  return values.map((value) => Math.min(1, value));
}

/**
 * Representational similarity: Spearman's correlation of the two matrices of dissimilarities between samples, 1 − Pearson's r of
 * their rows, over pairs i < j.
 *
 * Takes n² / 2 · (d + m) steps.
 *
 * @returns in [−1, 1]; 0 is chance
 * @throws {ShapeError} when rows differ
 * @throws {DatasetInvalidError} when n < 3, a side has one column, a row's values are all equal, or all pairs are equally far
 * @see Kriegeskorte, Mur, Bandettini 2008
 */
export function representationalSimilarity(pair: RepresentationPair): number {
  const { x, y } = checkPair(pair, "representationalSimilarity");
  return spearmanCorrelation(dissimilarities(x), dissimilarities(y)).value;
}

/** A rotation (with reflection) of one representation onto another. */
export interface OrthogonalAlignment {
  /** `[d, d]`, orthogonal: the first, centred, times it is nearest to the second, centred. */
  readonly rotation: Matrix;
  /** Σσ(X̃ᵀỸ): over |X̃|² it is the best scale. */
  readonly singularValueSum: number;
  /** |X̃R − Ỹ|² at scale 1. */
  readonly residual: number;
}

/**
 * The orthogonal Procrustes problem: the R with RᵀR = I that makes |X̃R − Ỹ| least, R = UVᵀ from X̃ᵀỸ = UΣVᵀ, columns centred.
 *
 * @throws {ShapeError} when the shapes differ
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, or one of the two does not vary
 * @see Schönemann 1966
 */
export function orthogonalAlignment(pair: RepresentationPair): OrthogonalAlignment {
  const { x, y, centreX, centreY } = checkPair(pair, "orthogonalAlignment");
  if (x.d !== y.d) {
    throw new ShapeError({
      message: `orthogonalAlignment: expected as many columns in both, received ${x.d} and ${y.d}.`,
      hint: "Project the wider one onto its principal components first.",
    });
  }
  const cross: Matrix = { data: crossScatterOf(x, y, { centreX, centreY }), shape: [x.d, y.d] };
  const { values, left, right } = singularValues(cross);
  const singularValueSum = values.reduce((sum, value) => sum + value, 0);
  const squares = sumOfSquares(centred(x, centreX).data) + sumOfSquares(centred(y, centreY).data);
  return {
    rotation: multiplyTransposed(transpose(left), transpose(right)),
    singularValueSum,
    residual: Math.max(0, squares - 2 * singularValueSum),
  };
}

function checkPair(
  { first, second }: RepresentationPair,
  where: string,
): {
  readonly x: CheckedFeatures;
  readonly y: CheckedFeatures;
  readonly centreX: Float64Array;
  readonly centreY: Float64Array;
} {
  const x = checkFeatures(first, { where: `${where}: first`, minimumRows: 2 });
  const y = checkFeatures(second, { where: `${where}: second`, minimumRows: 2 });
  if (x.n !== y.n) {
    throw new ShapeError({
      message: `${where}: expected the same samples in both, received ${x.n} and ${y.n} rows.`,
    });
  }
  [x, y].forEach(({ data, n, d }, side) => {
    for (let at = d; at < n * d; at++) if (data[at] !== data[at % d]) return;
    throw new DatasetInvalidError({
      message: `${where}: expected rows that vary, received ${n} equal rows in the ${side === 0 ? "first" : "second"}.`,
    });
  });
  return { x, y, centreX: meansOf(x), centreY: meansOf(y) };
}

function centred({ data, n, d }: CheckedFeatures, centre: Float64Array): Matrix {
  return {
    data: Float64Array.from(data, (value, at) => value - (centre[at % d] as number)),
    shape: [n, d],
  };
}

function dissimilarities({ data, n, d }: CheckedFeatures): Float64Array {
  const out = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) {
    const row = data.subarray(i * d, (i + 1) * d);
    for (let j = i + 1; j < n; j++) {
      out[at++] = 1 - pearsonCorrelation(row, data.subarray(j * d, (j + 1) * d));
    }
  }
  return out;
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function traceOf(square: Float64Array): number {
  const d = Math.sqrt(square.length);
  let sum = 0;
  for (let i = 0; i < d; i++) sum += square[i * d + i] as number;
  return sum;
}
