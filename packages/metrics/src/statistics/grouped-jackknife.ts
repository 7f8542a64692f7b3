import { DatasetInvalidError } from "@ganlens/core";

/** What leaving out one group at a time says of an estimate. */
export interface JackknifeResult {
  /** The part of the bias that falls with 1/n: estimate − bias is corrected. */
  readonly bias: number;
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/**
 * The delete-a-group jackknife, for groups that need not be of one size.
 *
 * With hⱼ = n / mⱼ and pseudo-values θ̃ⱼ = hⱼ·θ − (hⱼ − 1)·θ₍ⱼ₎: bias = θ − Σ θ̃ⱼ/hⱼ, variance =
 * (1/g)·Σ (θ̃ⱼ − Σ θ̃ₖ/hₖ)² / (hⱼ − 1).
 *
 * @param estimate θ, of all n rows
 * @param leftOut θ₍ⱼ₎, the estimate without group j; at least 2 groups
 * @param sizes mⱼ, rows of group j
 * @throws {DatasetInvalidError} when there are fewer than 2 groups or one is empty
 * @see Busing, Meijer, van der Leeden 1999
 */
export function groupedJackknife({
  estimate,
  leftOut,
  sizes,
}: {
  readonly estimate: number;
  readonly leftOut: ArrayLike<number>;
  readonly sizes: readonly number[];
}): JackknifeResult {
  const groups = sizes.length;
  const n = sizes.reduce((sum, size) => sum + size, 0);
  if (groups < 2 || leftOut.length !== groups || sizes.some((size) => size < 1)) {
    throw new DatasetInvalidError({
      message: `groupedJackknife: expected at least 2 groups that are not empty, received sizes [${sizes}].`,
    });
  }
  const ratios = sizes.map((size) => n / size);
  const pseudo = ratios.map((h, j) => h * estimate - (h - 1) * (leftOut[j] as number));
  const corrected = pseudo.reduce((sum, value, j) => sum + value / (ratios[j] as number), 0);
  const variance =
    pseudo.reduce((sum, value, j) => sum + (value - corrected) ** 2 / ((ratios[j] as number) - 1), 0) /
    groups;
  return { bias: estimate - corrected, variance, degreesOfFreedom: groups - 1 };
}
