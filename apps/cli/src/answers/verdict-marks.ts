import type { Verdict } from "@ganlens/core";

/** The levels of verdicts, what must be looked at first. */
export const verdictLevels: readonly Verdict["level"][] = ["problem", "cannot tell", "note", "good"];

/** A mark for each level that says it without its colour, one cell wide. */
export const verdictMarks: Readonly<Record<Verdict["level"], string>> = {
  problem: "✗",
  "cannot tell": "?",
  note: "·",
  good: "✓",
};

/** The verdicts in the order of their levels; those of one level stay as they are. */
export function byLevel<V extends Pick<Verdict, "level">>(verdicts: readonly V[]): readonly V[] {
  return verdictLevels.flatMap((level) => verdicts.filter((verdict) => verdict.level === level));
}
