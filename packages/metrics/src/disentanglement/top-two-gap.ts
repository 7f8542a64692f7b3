import { checkFeatures, type Features } from "../linear/features.ts";

/**
 * For each column the gap between its two largest entries: how far the best code is ahead of the next one.
 *
 * With a single code the gap is that code's entry. The core of MIG and SAP.
 *
 * @param scores `[codes, factors]`
 * @returns `[factors]`, ≥ 0
 * @throws {ShapeError} {DatasetInvalidError} when the matrix is empty or a value is not finite
 */
export function topTwoGap(scores: Features): Float64Array {
  const { data, n: codes, d: factors } = checkFeatures(scores, { where: "topTwoGap: scores" });
  return Float64Array.from({ length: factors }, (_, k) => {
    const column = Float64Array.from(
      { length: codes },
      (_unused, j) => data[j * factors + k] as number,
    ).sort();
    return (column[codes - 1] as number) - (codes > 1 ? (column[codes - 2] as number) : 0);
  });
}
