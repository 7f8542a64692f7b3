import type { Measure } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { html, type Markup } from "./html.ts";
import { expectedWords, intervalWords, levelWords, nameParts, valueWords } from "./measure-words.ts";

/** A longer unit stands beneath the name instead of beside the number. */
const longestUnit = 10;

/** Numbers shown with an answer; the rest stand in the table of all numbers. */
const leadMeasures = 4;

/** The first numbers of an answer as tiles: value, interval, how many images or draws it rests on. */
export function leadNumbers(measures: readonly Measure[]): Markup | null {
  if (measures.length === 0) return null;
  return html`<dl class="lead-numbers">${measures.slice(0, leadMeasures).map((measure) => tile(measure, true))}</dl>`;
}

/** The same below verdicts: no extractors' names, which stand in the table, so a number of two extractors is shown once. */
export function verdictNumbers(measures: readonly Measure[]): Markup | null {
  const names = measures.map(shortName);
  const shown = measures.filter((_, at) => names.indexOf(names[at] as string) === at);
  if (shown.length === 0) return null;
  return html`<dl class="lead-numbers">${shown.slice(0, leadMeasures).map((measure) => tile(measure, false))}</dl>`;
}

/** The name of a measure without that of an extractor, which stands in square brackets. */
function shortName(measure: Measure): string {
  const { name, qualifier } = nameParts(measure);
  return qualifier?.startsWith("[") === false ? `${name} ${qualifier}` : name;
}

function tile(measure: Measure, withExtractor: boolean): Markup {
  const { value, unit, floor, control, n } = measure;
  const { name, qualifier } = nameParts(measure);
  const shown = withExtractor || qualifier?.startsWith("[") === false ? qualifier : null;
  const interval = intervalWords(measure);
  const beside = unit !== undefined && unit.length <= longestUnit;
  // It never breaks around its sign.
  const count = `n\u00a0=\u00a0${formatNumber(n)}`;
  return html`<div><dt>${name}${shown !== null && html`<small>${shown}</small>`}${unit !== undefined && !beside && html`<small>in ${unit}</small>`}</dt>
<dd class="${value === null ? "value missing" : "value"}">${valueWords(measure)}${value !== null && beside && html` <span class="unit">${unit}</span>`}</dd>
<dd>${interval === null ? html`no interval, ${count}` : html`${levelWords(measure)} ${interval}, ${count}`}</dd>
${floor !== undefined && html`<dd>floor ${formatNumber(floor.value)}</dd>`}
${control !== undefined && html`<dd>${controlMark(control.passed, `control ${control.passed ? "passed" : "failed"}`)}: ${formatNumber(control.value)}, ${expectedWords(control.expected)}</dd>`}
</div>
`;
}
