import { type ContingencyTable, contingencyTable } from "../clustering/contingency-table.ts";
import { entropyOfCounts } from "../clustering/entropy-of-counts.ts";

/** What two discrete variables share, in nats. */
export interface MutualInformation {
  /** I = H₁ + H₂ − H₁₂, ≥ 0. */
  readonly value: number;
  readonly entropies: readonly [number, number];
  /** By how much the value is too large after Miller and Madow: (cells − rows − columns + 1) / 2n over those that occur. */
  readonly bias: number;
}

/**
 * The plug-in mutual information of two discrete variables: cut continuous ones with {@link discretiseCodes} or
 * {@link discretiseByQuantiles} first.
 *
 * Too large for independent variables, by about (rows − 1)(columns − 1)/2n: subtract the bias or compare at equal n.
 *
 * @param first `[n]`, any finite numbers as labels
 * @param second `[n]`
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when they are empty or a label is not finite
 * @see Shannon 1948; Miller 1955
 */
export function mutualInformation(first: ArrayLike<number>, second: ArrayLike<number>): MutualInformation {
  const table: ContingencyTable = contingencyTable(first, second, "mutualInformation");
  const { counts, rowSums, columnSums, rows, columns, n } = table;
  const entropies = [entropyOfCounts(rowSums, n), entropyOfCounts(columnSums, n)] as const;
  const constant = rows === 1 || columns === 1;
  const value = constant ? 0 : Math.max(0, entropies[0] + entropies[1] - entropyOfCounts(counts, n));
  const cells = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  return { value, entropies, bias: (cells - rows - columns + 1) / (2 * n) };
}
