import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFeatures, checkSameSize } from "../linear/features.ts";
import type { ReconstructionPair } from "./squared-errors.ts";

/**
 * {@link explainedVariance} of more rows than fit into memory: sums over **all** batches before dividing.
 *
 * Squares about the mean are merged from batch to batch, so that neither the order nor the size of batches matters. The
 * mean of the batches' own values, in use elsewhere, is another number and depends on the batch size.
 *
 * @param batches pairs `[nᵢ, …]` of one width
 * @returns at most 1; `null` when nothing varies
 * @throws {ShapeError} when a pair or the batches' widths differ
 * @throws {DatasetInvalidError} when there are fewer than 2 rows in all or a value is not finite
 * @see Chan, Golub, LeVeque 1979 for the merging
 */
export async function explainedVarianceOfBatches(
  batches: Iterable<ReconstructionPair> | AsyncIterable<ReconstructionPair>,
): Promise<{ readonly value: number | null; readonly n: number }> {
  let n = 0;
  let errors = 0;
  let deviations = 0;
  let mean = new Float64Array(0);
  for await (const { x, reconstruction } of batches) {
    const a = checkFeatures(x, { where: "explainedVarianceOfBatches: x" });
    const b = checkFeatures(reconstruction, { where: "explainedVarianceOfBatches: reconstruction" });
    checkSameSize(a, b, "explainedVarianceOfBatches");
    if (n === 0) mean = new Float64Array(a.d);
    if (mean.length !== a.d) {
      throw new ShapeError({
        message: `explainedVarianceOfBatches: expected batches of ${mean.length} columns, received ${a.d}.`,
      });
    }
    for (let i = 0; i < a.n; i++) {
      n++;
      for (let j = 0, at = i * a.d; j < a.d; j++, at++) {
        const value = a.data[at] as number;
        const before = value - (mean[j] as number);
        mean[j]! += before / n;
        deviations += before * (value - (mean[j] as number));
        errors += (value - (b.data[at] as number)) ** 2;
      }
    }
  }
  if (n < 2) {
    throw new DatasetInvalidError({
      message: `explainedVarianceOfBatches: expected at least 2 rows in all, received ${n}.`,
    });
  }
  return { value: deviations > 0 ? 1 - errors / deviations : null, n };
}
