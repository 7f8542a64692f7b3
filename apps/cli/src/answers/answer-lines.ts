import type { LensResult } from "@ganlens/core";
import { shownLine } from "../reporters/shown-text.ts";
import { controlWords } from "./control-words.ts";
import { measureWords } from "./measure-words.ts";
import { byLevel, verdictMarks } from "./verdict-marks.ts";
import { wrap } from "./wrap.ts";

/** Measures shown with an answer; all of them are in the report. */
const leadMeasures = 3;

export interface AnswerLinesOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** How a question stands out. */
  readonly strong?: (text: string) => string;
  /** How numbers stand back. */
  readonly quiet?: (text: string) => string;
}

/**
 * A lens's question, its verdicts' details, its answer, the measures that lead to it, and what would have been seen; a failed
 * control is said at any place.
 */
export function answerLines(
  { lens, question, answer, effort, measures, verdicts, controls }: LensResult,
  { width, strong = same, quiet = same }: AnswerLinesOptions,
): readonly string[] {
  const leading = measures.filter(({ control }, i) => i < leadMeasures || control?.passed === false);
  const room = Math.max(width, narrowest);
  const item = (mark: string, text: string) => {
    const [first = "", ...more] = shown(text, { width: room - 4 });
    return [`  ${mark} ${first}`, ...more.map((line) => `    ${line}`)];
  };
  return [
    "",
    ...shown(question, { width: room }).map(strong),
    ...byLevel(verdicts).flatMap(({ level, detail }) =>
      detail === undefined ? [] : item(verdictMarks[level], detail),
    ),
    ...shown(answer, { width: room, indent: "  " }),
    ...leading.flatMap((measure) => item("-", measureWords(measure))).map(quiet),
    ...controls.flatMap((control) => item("-", controlWords(control))).map(quiet),
    ...shown(`(lens ${lens}, ${effort} effort; ${measures.length} measures in the report)`, {
      width: room,
      indent: "    ",
    }).map(quiet),
  ];
}

/** Below this many columns lines are not made shorter. */
const narrowest = 20;

/** Lines as wrapped, before a reporter colours them. */
function shown(...[text, options]: Parameters<typeof wrap>): string[] {
  return wrap(text, options).map(shownLine);
}

function same(text: string): string {
  return text;
}
