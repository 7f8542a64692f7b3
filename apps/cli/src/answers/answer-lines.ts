import type { LensResult } from "@ganlens/core";
import { shownLine } from "../reporters/shown-text.ts";
import { measureWords } from "./measure-words.ts";
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

/** A lens's question, its answer, and the measures that lead to it; a failed control is said at any place. */
export function answerLines(
  { lens, question, answer, effort, measures }: LensResult,
  { width, strong = same, quiet = same }: AnswerLinesOptions,
): readonly string[] {
  const leading = measures.filter(({ control }, i) => i < leadMeasures || control?.passed === false);
  const room = Math.max(width, 30);
  return [
    "",
    ...shown(question, { width: room }).map(strong),
    ...shown(answer, { width: room, indent: "  " }),
    ...leading.flatMap((measure) => {
      const [first = "", ...more] = shown(measureWords(measure), { width: room - 4 });
      return [quiet(`  - ${first}`), ...more.map((line) => quiet(`    ${line}`))];
    }),
    ...shown(`(lens ${lens}, ${effort} effort; ${measures.length} measures in the report)`, {
      width: room,
      indent: "    ",
    }).map(quiet),
  ];
}

/** Lines as wrapped, before a reporter colours them. */
function shown(...[text, options]: Parameters<typeof wrap>): string[] {
  return wrap(text, options).map(shownLine);
}

function same(text: string): string {
  return text;
}
