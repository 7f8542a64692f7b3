/** Control characters, which move the cursor or colour what follows, and marks that turn the order of characters round. */
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * Text as it can be shown on a terminal: control characters but line breaks and tabs are written out, as `\u001b`.
 *
 * Names and paths of a received run may hold any character.
 */
export function shownText(text: string): string {
  return text.replace(unseen, (character) =>
    "\n\t".includes(character) ? character : writtenOut(character),
  );
}

/** The same for what is one line: line breaks are written out too, so that no name can pass for a line of its own. */
export function shownLine(text: string): string {
  return text.replace(unseen, writtenOut);
}

/** Several lines of one text: those after the first are indented, so that none of them can pass for a text of its own. */
export function shownLines(text: string): string {
  return shownText(text).replaceAll("\n", "\n  ");
}

/** A value as JSON whose text holds none of these characters raw; it parses to the same value. */
export function shownJson(value: unknown, indent?: number): string {
  return shownText(JSON.stringify(value, null, indent));
}

function writtenOut(character: string): string {
  if (character === "\n") return "\\n";
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
