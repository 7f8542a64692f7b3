import type { NdArray } from "@ganlens/core";
import { cholesky, choleskySolve, multiplyTransposed, transpose } from "@ganlens/metrics";

/** What ridge regression makes of the sides of the rows that it learns: scores of others, for any sides. */
export interface LabelMap {
  /** The rows that are scored. */
  readonly scored: readonly number[];
  /**
   * Scores of these, positive where they look like side +1.
   *
   * @param sides +1 or −1 of all rows
   */
  scores(sides: Float64Array): Float64Array;
}

/** Of the ridge, for each row that is learned; columns have variance 1. */
const penalty = 0.1;

/**
 * Ridge regression as a map from sides to scores, made once for rows and used for many permutations of the sides:
 * B = (XᵀX + λI)⁻¹Xᵀ of the rows that are learned, about their means; scores are x·(B·y) + ȳ.
 *
 * @param rows `[n, d]`
 */
export function labelMap({
  rows,
  learned,
  scored,
}: {
  readonly rows: NdArray<Float64Array>;
  readonly learned: readonly number[];
  readonly scored: readonly number[];
}): LabelMap {
  const d = rows.shape[1] as number;
  const centre = new Float64Array(d);
  for (const row of learned) {
    for (let k = 0; k < d; k++) centre[k] = (centre[k] as number) + (rows.data[row * d + k] as number);
  }
  for (let k = 0; k < d; k++) centre[k] = (centre[k] as number) / learned.length;
  const about = (taken: readonly number[]): NdArray<Float64Array> => {
    const data = new Float64Array(taken.length * d);
    for (const [i, row] of taken.entries()) {
      for (let k = 0; k < d; k++) {
        data[i * d + k] = (rows.data[row * d + k] as number) - (centre[k] as number);
      }
    }
    return { data, shape: [taken.length, d] };
  };
  const x = transpose(about(learned));
  const factor = cholesky(withPenalty(x, penalty * learned.length));
  const map = choleskySolve(factor, x);
  const others = about(scored);
  return {
    scored,
    scores(sides) {
      const own = Float64Array.from(learned, (row) => sides[row] as number);
      const mean = own.reduce((sum, side) => sum + side, 0) / own.length;
      const weights = new Float64Array(d);
      for (let k = 0, at = 0; k < d; k++) {
        let sum = 0;
        for (let i = 0; i < own.length; i++, at++) sum += (map.data[at] as number) * (own[i] as number);
        weights[k] = sum;
      }
      return Float64Array.from(scored, (_, i) => {
        let sum = mean;
        for (let k = 0; k < d; k++) sum += (others.data[i * d + k] as number) * (weights[k] as number);
        return sum;
      });
    },
  };
}

/** X·Xᵀ + λI */
function withPenalty(x: NdArray<Float64Array>, added: number): NdArray<Float64Array> {
  const { data, shape } = multiplyTransposed(x, x);
  const d = shape[0] as number;
  for (let k = 0; k < d; k++) data[k * d + k] = (data[k * d + k] as number) + added;
  return { data: Float64Array.from(data), shape };
}
