import { meansOf } from "../linear/covariance.ts";
import type { CheckedFeatures, Matrix } from "../linear/features.ts";

/**
 * Each set of rows less the first one's column means and over its standard deviations (ddof 0), 0 in a column that does not vary there.
 *
 * @param sets checked, of equal width
 */
export function standardCodes(...sets: readonly [CheckedFeatures, ...CheckedFeatures[]]): readonly Matrix[] {
  const [{ data, n, d }] = sets;
  const mean = meansOf(sets[0]);
  const squares = new Float64Array(d);
  for (let i = 0; i < data.length; i++) {
    squares[i % d]! += ((data[i] as number) - (mean[i % d] as number)) ** 2;
  }
  const scale = squares.map((sum) => (sum > 0 ? 1 / Math.sqrt(sum / n) : 0));
  return sets.map((set) => ({
    data: Float64Array.from(
      set.data,
      (value, i) => (value - (mean[i % d] as number)) * (scale[i % d] as number),
    ),
    shape: [set.n, d],
  }));
}
