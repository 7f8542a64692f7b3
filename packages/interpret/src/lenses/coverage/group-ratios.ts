import type { Interval } from "@ganlens/core";
import type { ClassShareRatio, RatioOfShares } from "@ganlens/metrics";
import { holmAdjusted } from "@ganlens/metrics";
import { alarm, type Margins } from "./statements.ts";

/** How often a group of real images is drawn, over how often it should be. */
export interface GroupRatio {
  /** Class, or kind. */
  readonly group: number;
  readonly ratio: number;
  readonly interval: Interval;
  /** Share of the group among real images. */
  readonly real: number;
  /** The chance of a ratio so far beyond the margin by chance, over all groups together. */
  readonly chance: number;
  /** Whether it is surely drawn too seldom or too often. */
  readonly beyond: "few" | "many" | undefined;
}

/** All groups that are judged together. */
export interface GroupJudgement {
  readonly groups: readonly GroupRatio[];
  /** Those that are surely drawn too seldom or too often, the strangest first. */
  readonly beyond: readonly GroupRatio[];
  /** The chance of shares so uneven where nothing is wrong: the least of the groups', or of all groups together where they are counted. */
  readonly chance: number;
  readonly isUneven: boolean;
  readonly n: number;
}

/** Judges groups against the margins, with the chance of any false alarm held over all of them (Holm). */
export function judgedGroups(
  found: readonly {
    readonly group: number;
    readonly real: number;
    readonly ratio: Pick<
      ClassShareRatio | RatioOfShares,
      "value" | "interval" | "chanceOfSoFew" | "chanceOfSoMany"
    >;
  }[],
  {
    n,
    margins,
    together,
  }: {
    readonly n: number;
    readonly margins: Margins;
    /** The chance over all groups together, of a test that sees more than any single group. */
    readonly together?: number;
  },
): GroupJudgement {
  const chances = holmAdjusted(
    found.flatMap(({ ratio }) => [ratio.chanceOfSoFew(margins.few), ratio.chanceOfSoMany(margins.many)]),
  );
  const groups = found.flatMap(({ group, real, ratio: { value, interval } }, i): readonly GroupRatio[] => {
    if (value === null || interval === undefined) return [];
    const [few, many] = [chances[2 * i] as number, chances[2 * i + 1] as number];
    const beyond = few <= alarm ? "few" : many <= alarm ? "many" : undefined;
    return [{ group, ratio: value, interval, real, chance: Math.min(few, many), beyond }];
  });
  const strange = ({ ratio }: GroupRatio): number => Math.abs(Math.log(Math.max(ratio, 1e-3)));
  const chance = together ?? groups.reduce((least, group) => Math.min(least, group.chance), 1);
  return {
    groups,
    isUneven: chance <= alarm,
    beyond: groups
      .filter(({ beyond }) => beyond !== undefined)
      .sort((a, b) => strange(b) - strange(a) || a.group - b.group),
    chance,
    n,
  };
}
