import type { LensResult, Verdict } from "@ganlens/core";
import { shownLine } from "../reporters/shown-text.ts";
import { byLevel, verdictLevels, verdictMarks } from "./verdict-marks.ts";
import { wrap } from "./wrap.ts";

export interface VerdictLinesOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** How a level is coloured; what it says stands in its mark and its word. */
  readonly level?: (level: Verdict["level"], text: string) => string;
}

/** The widest word of a level, after a mark and a space. */
const column = Math.max(...verdictLevels.map((level) => level.length)) + 4;

/** All verdicts of all lenses, one after the other, problems first; none where no lens has any. */
export function verdictLines(
  results: readonly Pick<LensResult, "verdicts">[],
  { width, level: coloured = (_, text) => text }: VerdictLinesOptions,
): readonly string[] {
  const verdicts = byLevel(results.flatMap((result) => result.verdicts));
  if (verdicts.length === 0) return [];
  const lines = verdicts.flatMap(({ level, headline }) => {
    const head = `${verdictMarks[level]} ${level}`;
    const room = width - column;
    // Where the words beside it would have no room, they stand below it.
    if (room < 20) return [coloured(level, head), ...wrap(headline, { width, indent: "  " }).map(shownLine)];
    const [first = "", ...more] = wrap(headline, { width: room }).map(shownLine);
    return [
      `${coloured(level, head.padEnd(column))}${first}`,
      ...more.map((line) => " ".repeat(column) + line),
    ];
  });
  return ["", ...lines];
}
