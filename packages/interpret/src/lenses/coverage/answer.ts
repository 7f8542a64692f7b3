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

/** Of groups that hold less of the real images the ratio says next to nothing: none of them is called the least or the most drawn. */
const smallest = 0.01;

/** Groups that are large enough to be shown as the least or the most drawn; all of them where none is. */
export function shownGroups({ groups }: Pick<GroupJudgement, "groups">): readonly GroupRatio[] {
  const large = groups.filter(({ real }) => real >= smallest);
  return large.length === 0 ? groups : large;
}

/** The group that is drawn least, for what it should be. */
export function least(judged: Pick<GroupJudgement, "groups">): GroupRatio {
  return shownGroups(judged).reduce((a, b) => (b.ratio < a.ratio ? b : a));
}

/** The group that is drawn most, for what it should be. */
export function most(judged: Pick<GroupJudgement, "groups">): GroupRatio {
  return shownGroups(judged).reduce((a, b) => (b.ratio > a.ratio ? b : a));
}

/** "0.47 times" */
function times({ ratio }: GroupRatio): string {
  return `${short(Number(ratio.toPrecision(2)))} times`;
}
