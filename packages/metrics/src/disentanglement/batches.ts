import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkArray, checkFinite, type Features } from "../linear/features.ts";

/** Batches of codes in which one factor is held fixed. */
export interface FixedFactorBatches {
  /** `[batches, size, codes]` */
  readonly codes: Features;
  /** `[batches]`, the index of the factor that is fixed. */
  readonly factor: ArrayLike<number>;
}

/**
 * Refuses batches of another rank, empty ones, and values that are not finite.
 *
 * @throws {ShapeError} when the array is not `[batches, size, codes]`
 * @throws {DatasetInvalidError} when a side is below 1 (size below `minimumSize`) or a value is not finite
 */
export function checkBatches(
  codes: Features,
  { where, minimumSize = 1 }: { readonly where: string; readonly minimumSize?: number },
): { readonly batches: number; readonly size: number; readonly codes: number } {
  checkArray(codes, where);
  const { data, shape } = codes;
  const [batches = 0, size = 0, width = 0] = shape;
  if (shape.length !== 3 || data.length !== batches * size * width) {
    throw new ShapeError({
      message: `${where}: expected shape [batches, size, codes], received [${shape.join(", ")}] with ${data.length} values.`,
    });
  }
  if (batches < 1 || size < minimumSize || width < 1) {
    throw new DatasetInvalidError({
      message: `${where}: expected at least 1 batch of ${minimumSize} rows and 1 code, received [${shape.join(", ")}].`,
    });
  }
  checkFinite(data, where, width);
  return { batches, size, codes: width };
}

/**
 * Refuses factors that are not indices, or not one per batch.
 *
 * @returns the number of factors, counted from the largest index
 * @throws {ShapeError} when there is not one per batch
 * @throws {DatasetInvalidError} when one is not an integer ≥ 0
 */
export function checkFixedFactors(factor: ArrayLike<number>, batches: number, where: string): number {
  if (factor.length !== batches) {
    throw new ShapeError({
      message: `${where}: expected ${batches} fixed factors, one per batch, received ${factor.length}.`,
    });
  }
  let count = 0;
  for (let b = 0; b < batches; b++) {
    const index = factor[b] as number;
    if (!Number.isInteger(index) || index < 0 || index > 65_535) {
      throw new DatasetInvalidError({
        message: `${where}: expected indices of factors in 0…65535, received ${index} for batch ${b}.`,
      });
    }
    count = Math.max(count, index + 1);
  }
  return count;
}
