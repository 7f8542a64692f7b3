import type { NdArray } from "@ganlens/core";
import { type Estimate, groupedJackknife, studentQuantile } from "@ganlens/metrics";
import type { JacobianGrams } from "../../sensitivity/jacobian-grams.ts";

/** E[JᵀJ], whole and by groups of points. */
export type SensitivityGrams = Pick<JacobianGrams, "gram" | "groupGrams" | "groupUsed" | "used">;

const level = 0.95;

/**
 * A statistic of E[JᵀJ] with its interval by the delete-a-group jackknife over points, corrected for bias; without an interval where
 * there are fewer than two groups.
 *
 * @param statistic smooth in the matrix
 * @param range within which the statistic lies
 */
export function jackknifeEstimate(
  { gram, groupGrams, groupUsed, used }: SensitivityGrams,
  statistic: (gram: NdArray<Float64Array>) => number,
  range: { readonly low: number; readonly high: number },
): Estimate & { readonly value: number } {
  const estimate = statistic(gram);
  if (groupGrams.length < 2) return { value: estimate, n: used };
  const leftOut = groupGrams.map((group, k) =>
    statistic(without(gram, { used, group, left: groupUsed[k] as number })),
  );
  const { bias, variance, degreesOfFreedom } = groupedJackknife({ estimate, leftOut, sizes: groupUsed });
  const within = (value: number): number => Math.min(range.high, Math.max(range.low, value));
  const half = studentQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(variance);
  return {
    value: within(estimate - bias),
    n: used,
    interval: {
      low: within(estimate - bias - half),
      high: within(estimate - bias + half),
      level,
      method: `delete-a-group jackknife, ${groupGrams.length} groups of points`,
      resampled: "samples",
    },
  };
}

/** The mean over all points but those of one group. */
function without(
  gram: NdArray<Float64Array>,
  {
    used,
    group,
    left,
  }: { readonly used: number; readonly group: NdArray<Float64Array>; readonly left: number },
): NdArray<Float64Array> {
  return {
    data: gram.data.map((value, at) => (used * value - left * (group.data[at] as number)) / (used - left)),
    shape: gram.shape,
  };
}
