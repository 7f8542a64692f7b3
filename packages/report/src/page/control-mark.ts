import { html, type Markup } from "./html.ts";

/** Whether a control did what it must: a tick in a circle or a cross in a square, and the words. */
export function controlMark(passed: boolean, words: string = passed ? "passed" : "failed"): Markup {
  const shape = passed
    ? html`<circle cx="8" cy="8" r="7"/><path d="M4.5 8.3l2.4 2.4 4.6-5"/>`
    : html`<rect x="1" y="1" width="14" height="14"/><path d="M5 5l6 6M11 5l-6 6"/>`;
  return html`<span class="mark ${passed ? "passed" : "failed"}"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6">${shape}</svg> ${words}</span>`;
}
