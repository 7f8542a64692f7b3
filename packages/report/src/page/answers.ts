import type { LensResult, Measure } from "@ganlens/core";
import { formatNumber, narrowSpace } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { html, type Markup } from "./html.ts";
import { expectedWords, intervalWords, levelWords, nameParts, valueWords } from "./measure-words.ts";

/** A longer unit stands beneath the name instead of beside the number. */
const longestUnit = 10;

/** Numbers shown with an answer; the rest stand in the lens's own section. */
const leadMeasures = 4;

/** One answer: what a lens found, where its section begins, and the figure that shows it best. */
export interface Answer {
  readonly result: LensResult;
  readonly section: string;
  readonly figure: { readonly id: string; readonly title: string; readonly drawn: Markup } | null;
}

/** What the lenses found, before anything else: question, answer, lead numbers, whether the controls held, a figure. */
export function answers(results: readonly Answer[]): Markup {
  if (results.length === 0) {
    return html`<p class="answer-text">No lens has looked at this run yet, so there is nothing to answer.</p>
<p class="note">Run <code>ganlens explain</code> on the run folder, then make the report again.</p>`;
  }
  return html`${results.map(answer)}`;
}

function answer({ result, section, figure }: Answer): Markup {
  const id = `${section}-answer`;
  return html`<article class="answer" aria-labelledby="${id}">
<div class="answer-words"><h3 id="${id}">${result.question}</h3>
${result.earlier !== undefined && html`<p class="note">Of step ${result.earlier}, not of the last one.</p>`}${result.against !== undefined && html`<p class="note">Compared with ${result.against.name}, which are not the run’s own data.</p>`}<p class="answer-text">${tidied(result.answer)}</p></div>
<div class="answer-numbers">${result.measures.length > 0 && html`<dl class="lead-numbers">${result.measures.slice(0, leadMeasures).map(leadNumber)}</dl>`}
<p class="answer-foot">${controls(result)} <a href="#${section}">Figures and all numbers<span class="visually-hidden"> of ${result.lens}</span></a></p></div>
${figure?.drawn}</article>
`;
}

/** "74 %" never breaks before its sign. */
function tidied(text: string): string {
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

function leadNumber(measure: Measure): Markup {
  const { value, unit, floor, control, n } = measure;
  const { name, qualifier } = nameParts(measure);
  const interval = intervalWords(measure);
  const beside = unit !== undefined && unit.length <= longestUnit;
  return html`<div><dt>${name}${qualifier !== null && html`<small>${qualifier}</small>`}${unit !== undefined && !beside && html`<small>in ${unit}</small>`}</dt>
<dd class="${value === null ? "value missing" : "value"}">${valueWords(measure)}${value !== null && beside && html` <span class="unit">${unit}</span>`}</dd>
<dd>${interval === null ? html`no interval, n = ${formatNumber(n)}` : html`${levelWords(measure)} ${interval}`}</dd>
${floor !== undefined && html`<dd>floor ${formatNumber(floor.value)}</dd>`}
${control !== undefined && html`<dd>${controlMark(control.passed, `control ${control.passed ? "passed" : "failed"}`)}: ${formatNumber(control.value)}, ${expectedWords(control.expected)}</dd>`}
</div>
`;
}
