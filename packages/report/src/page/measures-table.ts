import type { Measure } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { html, type Markup } from "./html.ts";
import {
  betterWords,
  expectedWords,
  intervalWords,
  levelWords,
  methodWords,
  nameParts,
  percent,
  valueWords,
} from "./measure-words.ts";

const none = html`<span class="none">none</span>`;

/** Every measure of a lens with all that is needed to read it. */
export function measuresTable(measures: readonly Measure[], caption: string): Markup {
  if (measures.length === 0) return html`<p class="note">This lens reported no numbers.</p>`;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}"><table class="measures">
<caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col">Measure</th><th scope="col" class="number">Value</th><th scope="col">Interval</th><th scope="col" class="number">n</th><th scope="col">Floor</th><th scope="col">Control</th><th scope="col">Second extractor</th></tr></thead>
<tbody>${measures.map(row)}</tbody></table></div>`;
}

function row(measure: Measure): Markup {
  const { value, unit, n, floor, control, secondExtractor, detects, better } = measure;
  const { name, qualifier } = nameParts(measure);
  const interval = intervalWords(measure);
  return html`<tr><th scope="row">${name}${qualifier !== null && html`<small>${qualifier}</small>`}<small>${betterWords(better)}</small>${
    detects !== undefined &&
    html`<small>would have seen ${detects.defect} from ${formatNumber(detects.smallest)} on, with power ${percent(detects.power)}</small>`
  }</th>
<td class="${value === null ? "missing" : "number"}">${valueWords(measure)}${value !== null && unit !== undefined && html` ${unit}`}</td>
<td>${interval === null ? none : html`${interval}<small>${levelWords(measure)}: ${methodWords(measure)}</small>`}</td>
<td class="number">${formatNumber(n)}</td>
<td>${floor === undefined ? none : html`${formatNumber(floor.value)}<small>${floor.meaning}, n = ${formatNumber(floor.n)}</small>`}</td>
<td>${
    control === undefined
      ? none
      : html`${controlMark(control.passed)} ${formatNumber(control.value)}<small>${control.meaning}; ${expectedWords(control.expected)}</small>`
  }</td>
<td>${secondExtractor === undefined ? none : html`${formatNumber(secondExtractor.value)}<small>${secondExtractor.name}</small>`}</td></tr>
`;
}
