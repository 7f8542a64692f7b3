import { type GlossaryTerm, termsIn } from "@ganlens/core";
import { wordId } from "./glosser.ts";
import { html, type Markup } from "./html.ts";

/** What the words of a page mean, those that their explanations lean on included; nothing where none is known. */
export function wordsUsed(content: Markup): Markup | null {
  const used = [...withTheirs(termsIn(textOf(content)))].sort((one, other) =>
    one.term.localeCompare(other.term, "en"),
  );
  if (used.length === 0) return null;
  return html`<section class="words" aria-labelledby="words"><h2 id="words">Words used here</h2>
<dl>${used.map(
    (entry) => html`<div id="${wordId(entry)}"><dt>${entry.term}</dt><dd>${entry.text}${
      entry.source !== undefined && html`<small>${entry.source}</small>`
    }</dd></div>
`,
  )}</dl></section>
`;
}

function withTheirs(terms: readonly GlossaryTerm[]): ReadonlySet<GlossaryTerm> {
  const all = new Set(terms);
  // A set that grows while it is gone through is gone through to its end.
  for (const { text } of all) for (const each of termsIn(text)) all.add(each);
  return all;
}

/** What is read of a piece of a page: every `<` and `>` that is text is escaped there. */
function textOf({ text }: Markup): string {
  return text.replaceAll(/<\/?(?:a|dfn)\b[^>]*>/g, "").replaceAll(/<[^>]*>/g, "\n");
}
