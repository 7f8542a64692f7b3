import { checkFeatures, checkSameSize, type Features } from "../linear/features.ts";

/** What was put in and what came back, row by row. */
export interface ReconstructionPair {
  /** `[n, …]`; further axes are flattened. */
  readonly x: Features;
  /** `[n, …]`, same shape */
  readonly reconstruction: Features;
}

/**
 * The squared error of every row, summed over its values: |xᵢ − x̂ᵢ|².
 *
 * @returns `[n]`, ≥ 0; divide by d for the mean squared error
 * @throws {ShapeError} when the two differ in shape
 * @throws {DatasetInvalidError} when they are empty or a value is not finite
 */
export function squaredErrors({ x, reconstruction }: ReconstructionPair): Float64Array {
  const truth = checkFeatures(x, { where: "squaredErrors: x" });
  const guess = checkFeatures(reconstruction, { where: "squaredErrors: reconstruction" });
  checkSameSize(truth, guess, "squaredErrors");
  const { n, d } = truth;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = i * d; j < (i + 1) * d; j++) {
      sum += ((truth.data[j] as number) - (guess.data[j] as number)) ** 2;
    }
    out[i] = sum;
  }
  return out;
}
