import { percent, short } from "../../words/numbers.ts";
import type { GroupJudgement, GroupRatio } from "./group-ratios.ts";
import type { Found } from "./judge.ts";
import type { Outside } from "./outside.ts";

/** The answer in words: the least and the most drawn class and kind, and how many real images lie outside. */
export function coverageAnswer(
  { classes, kinds, outside }: { readonly classes: Found; readonly kinds: Found; readonly outside: Outside },
  nameOf: (label: number) => string,
): string {
  const ofClasses =
    "reason" in classes
      ? `Classes were not compared: ${classes.reason}.`
      : `It draws class ${nameOf(least(classes).group)} least, ${times(least(classes))} as often as it should, and class ${nameOf(most(classes).group)} most, ${times(most(classes))}.`;
  const ofKinds =
    "reason" in kinds
      ? `Kinds were not compared: ${kinds.reason}.`
      : `Of ${kinds.groups.length} kinds of real images the least drawn one is drawn ${times(least(kinds))} as often as it should be, the most drawn one ${times(most(kinds))}.`;
  return `${ofClasses} ${ofKinds} ${percent(outside.share.share)} of real images fit what was learned of its images worse than 95 % of its own do.`;
}

/** The group that is drawn least, for what it should be. */
export function least({ groups }: Pick<GroupJudgement, "groups">): GroupRatio {
  return groups.reduce((a, b) => (b.ratio < a.ratio ? b : a));
}

/** The group that is drawn most, for what it should be. */
export function most({ groups }: Pick<GroupJudgement, "groups">): GroupRatio {
  return groups.reduce((a, b) => (b.ratio > a.ratio ? b : a));
}

/** "0.47 times" */
function times({ ratio }: GroupRatio): string {
  return `${short(Number(ratio.toPrecision(2)))} times`;
}
