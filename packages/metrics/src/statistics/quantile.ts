import { ConfigInvalidError } from "@ganlens/core";

/**
 * The quantile of values in ascending order, linear between neighbours (numpy's default, Hyndman and Fan's type 7).
 *
 * @param sorted ascending, at least one
 * @param probability in [0, 1]
 * @throws {ConfigInvalidError} when there are no values, one that counts is NaN, or the probability is outside [0, 1]
 */
export function quantileSorted(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0 || !(probability >= 0 && probability <= 1)) {
    throw new ConfigInvalidError({
      message: `quantileSorted: expected values and a probability in [0, 1], received ${sorted.length} values and ${probability}.`,
    });
  }
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  if (Number.isNaN(low) || Number.isNaN(high)) {
    throw new ConfigInvalidError({ message: "quantileSorted: expected numbers, received NaN." });
  }
  return low + (position - below) * (high - low);
}

/** The two probabilities that enclose the middle `level` of a distribution. */
export function tailsOf(level: number): readonly [number, number] {
  if (!(level > 0 && level < 1)) {
    throw new ConfigInvalidError({
      message: `Expected a confidence level between 0 and 1, received ${level}.`,
    });
  }
  return [(1 - level) / 2, (1 + level) / 2];
}
