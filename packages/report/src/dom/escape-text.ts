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
 * Control characters (but tab and line breaks) and marks that turn the order of characters round are written out, as on a
 * terminal: `\u001b`. Lone surrogates, which no file can hold, become U+FFFD.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? "")
    .replace(/(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu, writtenOut)
    .replace(/\p{Cs}/gu, "\ufffd");
}

function writtenOut(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
