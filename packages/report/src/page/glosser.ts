import { type GlossaryTerm, glossary, termMatches } from "@ganlens/core";
import { html, type Markup } from "./html.ts";

/** Marks words of the glossary in texts: the first time that each occurs, so that a page is not full of marks. */
export class Glosser {
  readonly #seen = new Set<GlossaryTerm>();

  /** The text with a tooltip at each word that was not marked before, which leads to the list at the end of the page. */
  mark(text: string): Markup {
    const parts: (string | Markup)[] = [];
    let at = 0;
    for (const { start, end, entry } of termMatches(text)) {
      if (this.#seen.has(entry)) continue;
      this.#seen.add(entry);
      parts.push(
        text.slice(at, start),
        html`<dfn title="${entry.text}"><a href="#${wordId(entry)}">${text.slice(start, end)}</a></dfn>`,
      );
      at = end;
    }
    return html`${parts}${text.slice(at)}`;
  }
}

/** Where the list at the end of a page explains a word. */
export function wordId(entry: GlossaryTerm): string {
  return `word-${glossary.indexOf(entry) + 1}`;
}
