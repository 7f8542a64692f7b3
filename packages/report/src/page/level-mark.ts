import type { Verdict } from "@ganlens/core";
import { html, type Markup } from "./html.ts";

/** From what must be seen first to what needs no more attention. */
export const levels: readonly Verdict["level"][] = ["problem", "cannot tell", "note", "good"];

const words: Readonly<Record<Verdict["level"], string>> = {
  problem: "Problem",
  "cannot tell": "Cannot tell",
  note: "Note",
  good: "Good",
};

/** Each level has a shape of its own, so that it is told without colours too. */
const shapes: Readonly<Record<Verdict["level"], Markup>> = {
  problem: html`<path d="M8 1.4L15 14.2H1z"/><path d="M8 6v4M8 11.6v.9"/>`,
  "cannot tell": html`<circle cx="8" cy="8" r="7" stroke-dasharray="2.4 1.7"/><path d="M5.9 6.2c0-2.8 4.3-2.7 4.3-.2 0 1.6-2.2 1.6-2.2 3.4M8 11.2v1"/>`,
  note: html`<rect x="1" y="1" width="14" height="14" rx="2"/><path d="M4.5 5.5h7M4.5 8.2h7M4.5 10.9h4.5"/>`,
  good: html`<circle cx="8" cy="8" r="7"/><path d="M4.5 8.3l2.4 2.4 4.6-5"/>`,
};

/** How a verdict is meant: a shape, its word, and a colour. */
export function levelMark(level: Verdict["level"]): Markup {
  return html`<span class="mark level ${level.replace(" ", "-")}"><svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round">${shapes[level]}</svg> ${words[level]}</span>`;
}
