import { DatasetInvalidError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { normalQuantile } from "../statistics/normal-distribution.ts";
import { tailsOf } from "../statistics/quantile.ts";

/** How well a score tells training samples from others. */
export interface MembershipInference {
  /** Area under the ROC curve; ½ is chance. */
  readonly auroc: Estimate & { readonly value: number };
  /** Average precision; the members' share is chance. */
  readonly averagePrecision: number;
  /** The members' share: what average precision is by chance. */
  readonly chance: number;
  /** Largest true-positive rate minus false-positive rate of any threshold. */
  readonly advantage: number;
  /** The largest true-positive rate at a false-positive rate of at most `rate`. */
  readonly truePositiveRateAt: (rate: number) => number;
}

/**
 * Membership inference from scores: AUROC (ties count ½), average precision (step sum), and rates.
 *
 * Scores are higher for members: minus the distance to the nearest generated sample (full black box), or minus the least
 * reconstruction error over latents (white box). Members and non-members must come from one distribution, or the score
 * tells the two apart without any copying. Interval of the AUROC: DeLong's, of two independent samples.
 *
 * @param members scores of training samples, n ≥ 2
 * @param nonMembers scores of held-out samples, m ≥ 2
 * @throws {DatasetInvalidError} when there are fewer than 2 of either or a score is not finite
 * @see Chen et al. 2020 (GAN-Leaks); DeLong, DeLong, Clarke-Pearson 1988
 */
export function membershipInference({
  members,
  nonMembers,
  level = 0.95,
}: {
  readonly members: ArrayLike<number>;
  readonly nonMembers: ArrayLike<number>;
  readonly level?: number;
}): MembershipInference {
  const [n, m] = [members.length, nonMembers.length];
  if (n < 2 || m < 2) {
    throw new DatasetInvalidError({
      message: `membershipInference: expected at least 2 members and 2 others, received ${n} and ${m}.`,
    });
  }
  checkFinite(members, "membershipInference: members");
  checkFinite(nonMembers, "membershipInference: nonMembers");
  const steps = stepsOf(members, nonMembers);
  let auroc = 0;
  let precision = 0;
  let advantage = 0;
  let [hits, misses] = [0, 0];
  // Placements: how much of the other sample lies below a member, or above a non-member.
  let [squaresOfMembers, squaresOfOthers] = [0, 0];
  const curve: { readonly rate: number; readonly found: number }[] = [{ rate: 0, found: 0 }];
  for (const { own, other } of steps) {
    const placedMember = (m - misses - other / 2) / m;
    const placedOther = (hits + own / 2) / n;
    auroc += own * placedMember;
    squaresOfMembers += own * placedMember ** 2;
    squaresOfOthers += other * placedOther ** 2;
    hits += own;
    misses += other;
    if (own > 0) precision += (own / n) * (hits / (hits + misses));
    curve.push({ rate: misses / m, found: hits / n });
    advantage = Math.max(advantage, hits / n - misses / m);
  }
  const value = auroc / n;
  const variance =
    Math.max(0, squaresOfMembers / n - value ** 2) / (n - 1) +
    Math.max(0, squaresOfOthers / m - value ** 2) / (m - 1);
  const half = normalQuantile(tailsOf(level)[1]) * Math.sqrt(variance);
  return {
    auroc: {
      value,
      n: Math.min(n, m),
      interval: {
        low: Math.max(0, value - half),
        high: Math.min(1, value + half),
        level,
        method: "DeLong",
        resampled: "samples",
      },
    },
    averagePrecision: precision,
    chance: n / (n + m),
    advantage,
    truePositiveRateAt: (rate) =>
      curve.reduce((best, point) => (point.rate <= rate ? Math.max(best, point.found) : best), 0),
  };
}

/** Members and others at each distinct score, highest first. */
function stepsOf(
  members: ArrayLike<number>,
  nonMembers: ArrayLike<number>,
): readonly { readonly own: number; readonly other: number }[] {
  const counts = new Map<number, [number, number]>();
  const add = (list: ArrayLike<number>, side: 0 | 1): void => {
    for (let i = 0; i < list.length; i++) {
      const score = list[i] as number;
      const pair = counts.get(score);
      if (pair) pair[side]++;
      else counts.set(score, side === 0 ? [1, 0] : [0, 1]);
    }
  };
  add(members, 0);
  add(nonMembers, 1);
  return Float64Array.from(counts.keys())
    .sort()
    .reverse()
    .reduce<{ own: number; other: number }[]>((steps, score) => {
      const [own, other] = counts.get(score) as [number, number];
      steps.push({ own, other });
      return steps;
    }, []);
}
