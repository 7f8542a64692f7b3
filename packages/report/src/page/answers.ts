import type { AnswerStanding, LensResult } from "@ganlens/core";
import { narrowSpace } from "../format/format-number.ts";
import { answerNotes } from "./answer-notes.ts";
import { controlMark } from "./control-mark.ts";
import type { Glosser } from "./glosser.ts";
import { html, type Markup } from "./html.ts";
import { leadNumbers } from "./lead-numbers.ts";

/** One answer: what a lens found, where its section begins, and the figure that shows it best. */
export interface Answer {
  readonly result: LensResult;
  readonly section: string;
  /** Whose it is; null where nothing is said of that. */
  readonly standing: AnswerStanding | null;
  readonly figure: { readonly id: string; readonly title: string; readonly drawn: Markup } | null;
}

/** What the lenses found, before anything else: question, answer, lead numbers, whether the controls held, a figure. */
export function answers(results: readonly Answer[], words: Glosser): Markup {
  if (results.length === 0) {
    return html`<p class="answer-text">No lens has looked at this run yet, so there is nothing to answer.</p>
<p class="note">Run <code>ganlens explain</code> on the run folder, then make the report again.</p>`;
  }
  return html`${results.map((each) => answer(each, words))}`;
}

function answer({ result, section, standing, figure }: Answer, words: Glosser): Markup {
  const id = `${section}-answer`;
  return html`<article class="answer" aria-labelledby="${id}">
<div class="answer-words"><h3 id="${id}">${words.mark(result.question)}</h3>
${answerNotes(result, standing)}<p class="answer-text">${words.mark(tidied(result.answer))}</p></div>
<div class="answer-numbers">${leadNumbers(result.measures)}
<p class="answer-foot">${controls(result)} <a href="#${section}">Figures and all numbers<span class="visually-hidden"> of ${result.lens}</span></a></p></div>
${figure?.drawn}</article>
`;
}

/** "74 %" never breaks before its sign. */
export function tidied(text: string): string {
  return text.replaceAll(/(\d) %/g, `$1${narrowSpace}%`);
}

function controls({ measures }: LensResult): Markup {
  const all = measures.flatMap(({ control }) => (control === undefined ? [] : [control]));
  const failed = all.filter(({ passed }) => !passed).length;
  if (all.length === 0) return html`<span>No control was run.</span>`;
  const controls = all.length === 1 ? "control" : "controls";
  return failed === 0
    ? controlMark(true, all.length === 1 ? "The control passed." : `${every(all.length)} controls passed.`)
    : controlMark(false, `${failed} of ${all.length} ${controls} failed: do not rely on this answer.`);
}

/** "Both", "All 3" */
function every(count: number): string {
  return count === 2 ? "Both" : `All ${count}`;
}
