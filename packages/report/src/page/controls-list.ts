import { type Control, controlHeld, type LensResult } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import type { Glosser } from "./glosser.ts";
import { html, type Markup } from "./html.ts";

/** How it must be found, and how it is said that it was not. */
const kinds: Readonly<Record<Control["kind"], { readonly done: string; readonly missed: string }>> = {
  placebo: { done: "found clean", missed: "faults found where there are none" },
  "spike-in": { done: "seen", missed: "missed" },
  contrast: { done: "told apart", missed: "not told apart" },
};

/** What a lens would have seen: what was looked at in the generator's place, in this run and in the calibration. */
export function controlsList({ controls }: LensResult, words: Glosser): Markup | null {
  if (controls.length === 0) return null;
  return html`<h3>What would have been seen</h3>
<ul class="controls">${controls.map((control) => item(control, words))}</ul>
`;
}

function item(control: Control, words: Glosser): Markup {
  const { kind, title, found, draws, reason } = control;
  const { done, missed } = kinds[kind];
  const made = found !== null && draws > 0;
  const held = controlHeld(control);
  const state = !made ? "unmade" : held ? "passed" : "failed";
  const here = made
    ? `${held ? done : missed} in ${timesOf(held ? found : draws - found, draws)} of this run`
    : `could not be made: ${reason ?? "no reason was given"}`;
  return html`<li>${mark(state)}<div><p><strong>${words.mark(title)}</strong>: ${here}.</p><p class="note">${calibrated(control, done)}</p></div></li>
`;
}

/** "1 of 1 draw", "2 of 5 draws" */
function timesOf(count: number, draws: number): string {
  return `${formatNumber(count)} of ${formatNumber(draws)} ${draws === 1 ? "draw" : "draws"}`;
}

function calibrated({ calibration, kind }: Control, done: string): string {
  if (calibration === undefined) {
    return kind === "spike-in" ? "Power not measured yet." : "Not calibrated yet.";
  }
  const { found, draws, n } = calibration;
  return `${formatNumber(found)} of ${formatNumber(draws)} ${done} in the calibration, n = ${formatNumber(n)}.`;
}

/** A tick, a cross or a bar; the words beside it say the same. */
function mark(state: "passed" | "failed" | "unmade"): Markup {
  const shape = {
    passed: html`<circle cx="8" cy="8" r="7"/><path d="M4.5 8.3l2.4 2.4 4.6-5"/>`,
    failed: html`<rect x="1" y="1" width="14" height="14"/><path d="M5 5l6 6M11 5l-6 6"/>`,
    unmade: html`<circle cx="8" cy="8" r="7" stroke-dasharray="2.4 1.7"/><path d="M5 8h6"/>`,
  }[state];
  return html`<span class="${state}"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6">${shape}</svg></span>`;
}
