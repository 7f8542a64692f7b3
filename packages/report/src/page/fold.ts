import { type HtmlValue, html, type Markup } from "./html.ts";

/** A part that is folded away until it is asked for; on paper it is always open. */
export function fold(summary: HtmlValue, content: Markup): Markup {
  return html`<details class="fold"><summary>${summary}</summary>
${content}</details>
`;
}
