import type { LensResult } from "@ganlens/core";
import { answerNotes } from "./answer-notes.ts";
import type { Answer } from "./answers.ts";
import { tidied } from "./answers.ts";
import { controlsList } from "./controls-list.ts";
import { evidenceList } from "./evidence-list.ts";
import { failedControls } from "./failed-controls.ts";
import { fold } from "./fold.ts";
import type { Glosser } from "./glosser.ts";
import { html, type Markup } from "./html.ts";
import { verdictNumbers } from "./lead-numbers.ts";
import { lensName } from "./lens-name.ts";
import { measuresTable } from "./measures-table.ts";
import { type JudgedLens, verdictDetails } from "./verdict-list.ts";

/** A lens whose answer stands elsewhere: its figures, all its numbers and its evidence. */
export function lensSection({ result, section, figure }: Answer, figures: readonly Markup[]): Markup {
  const name = lensName(result);
  return html`<section class="lens" aria-labelledby="${section}"><h2 id="${section}">${name}</h2>
<p class="lens-question">${result.question} ${effort(result)}</p>
${
  figure !== null &&
  html`<p class="note">Beside the answer: <a href="#${figure.id}">${figure.title}</a></p>
`
}${failedControls(result)}${figures.length > 0 && html`<div class="figures">${figures}</div>`}
${numbersAndEvidence(result, name)}
</section>
`;
}

/** A lens with verdicts, all of it: what it asks, what it says and how sure that is, what it found, then all the rest. */
export function judgedSection(
  { result, name, section, standing }: JudgedLens,
  {
    figures,
    words,
    pair,
  }: { readonly figures: readonly Markup[]; readonly words: Glosser; readonly pair: boolean },
): Markup {
  return html`<section class="lens judged" aria-labelledby="${section}"><h2 id="${section}">${name}</h2>
<p class="asked">${words.mark(result.question)}</p>
${answerNotes(result, standing)}${verdictDetails(result, words)}
<p class="answer-text">${words.mark(tidied(result.answer))}</p>
${controlsList(result, words)}${failedControls(result)}${verdictNumbers(result.measures)}${
  pair &&
  html`<p class="note"><a href="#grids">Real and generated images</a> stand at the top of the page.</p>`
}${figures.length > 0 && html`<div class="figures">${figures}</div>`}
${numbersAndEvidence(result, name)}
<p class="note">${effort(result)}</p></section>
`;
}

function effort({ effort, seed }: LensResult): Markup {
  return html`<span class="lens-effort">${effort} effort, seed ${String(seed)}</span>`;
}

function numbersAndEvidence(result: LensResult, name: string): Markup {
  const { measures, evidence } = result;
  const numbers = measures.length === 1 ? "The one number" : `All ${measures.length} numbers`;
  const table = measuresTable(measures, `Numbers of ${name}`);
  const proof = evidenceList(result);
  return html`${measures.length === 0 ? table : fold(`${numbers} of ${name}, with intervals, floors and controls`, table)}
${evidence.length === 0 ? proof : fold(`Evidence for ${name}`, proof)}`;
}
