import { contingencyTable } from "./contingency-table.ts";

/**
 * The adjusted Rand index of two labellings: agreement on pairs of samples, 0 in the mean for independent labels, 1 for the same
 * partition.
 *
 * (Σᵢⱼ C(nᵢⱼ,2) − E) / (½(A + B) − E), A = Σᵢ C(aᵢ,2), B = Σⱼ C(bⱼ,2), E = A·B / C(n,2). In [−½, 1], symmetric, and
 * indifferent to the names of labels. 1 when both put all samples into one group, or each into its own.
 *
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when they are empty or a label is not finite
 * @see Hubert and Arabie 1985
 */
export function adjustedRandIndex(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const { counts, rowSums, columnSums, n } = contingencyTable(first, second, "adjustedRandIndex");
  const pairs = (sizes: Float64Array): number =>
    sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const both = pairs(counts);
  const a = pairs(rowSums);
  const b = pairs(columnSums);
  if (a === both && b === both) return 1;
  const expected = (a * b) / ((n * (n - 1)) / 2);
  return (both - expected) / ((a + b) / 2 - expected);
}
