import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";

/**
 * The Fréchet distance without its bias of 1/N: intercept of the least-squares line through distances over 1/N.
 *
 * @param counts rows N of each sample, at least two different ones
 * @param distances the distance at each N
 * @returns the intercept (the distance at N = ∞) and the slope
 * @throws {ShapeError} when the two differ in length
 * @throws {ConfigInvalidError} when there are not two different counts, or one is not positive
 * @see Chong and Forsyth 2020
 */
export function frechetInfinity({
  counts,
  distances,
}: {
  readonly counts: ArrayLike<number>;
  readonly distances: ArrayLike<number>;
}): { readonly intercept: number; readonly slope: number } {
  const n = counts.length;
  if (n !== distances.length) {
    throw new ShapeError({
      message: `frechetInfinity: expected a distance per count, received ${n} counts and ${distances.length} distances.`,
    });
  }
  checkFinite(distances, "frechetInfinity: distances");
  const x = Float64Array.from(counts, (count) => 1 / count);
  if (!x.every((value) => value > 0 && Number.isFinite(value)) || new Set(x).size < 2) {
    throw new ConfigInvalidError({
      message: `frechetInfinity: expected at least two different positive counts, received [${Array.from(counts)}].`,
    });
  }
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  let meanY = 0;
  for (let i = 0; i < n; i++) meanY += (distances[i] as number) / n;
  let across = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const gap = (x[i] as number) - meanX;
    across += gap * ((distances[i] as number) - meanY);
    square += gap * gap;
  }
  const slope = across / square;
  return { intercept: meanY - slope * meanX, slope };
}
