import { type Evidence, type LensResult, runLayout } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { html, type Markup } from "./html.ts";

const mostShown = 24;

/** What lets anyone repeat the findings of a lens. */
export function evidenceList(result: LensResult): Markup {
  const { evidence } = result;
  if (evidence.length === 0) return html`<p class="note">This lens reported no evidence.</p>`;
  return html`<ul class="evidence">${evidence.map((each) => item(each, runLayout.lens(result)))}</ul>`;
}

function item({ claim, seed, sampleIds, file, indices, models }: Evidence, folder: string): Markup {
  const facts = [
    seed !== undefined && html`<div><dt>Seed</dt><dd>${String(seed)}</dd></div>`,
    file !== undefined && html`<div><dt>File</dt><dd><code>${folder}/${file}</code></dd></div>`,
    indices !== undefined && html`<div><dt>Positions</dt><dd>${listed(indices.map(String))}</dd></div>`,
    sampleIds !== undefined && html`<div><dt>Samples</dt><dd>${listed(sampleIds)}</dd></div>`,
    models !== undefined &&
      html`<div><dt>Networks</dt><dd>${listed(models.map((hash) => runLayout.model(hash)))}</dd></div>`,
  ].filter((fact) => fact !== false);
  return html`<li><p>${claim}</p>${facts.length > 0 && html`<dl class="facts">${facts}</dl>`}</li>
`;
}

function listed(items: readonly string[]): Markup {
  const left = items.length - mostShown;
  return html`${items.slice(0, mostShown).map((each, at) => html`${at > 0 && ", "}<code>${each}</code>`)}${left > 0 && ` and ${formatNumber(left)} more`}`;
}
