const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text made harmless inside HTML or SVG, as content and inside a quoted attribute.
 *
 * Control characters (but tab and line breaks) and lone surrogates, which no file can hold, become U+FFFD.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? "")
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}/gu, "\ufffd");
}
