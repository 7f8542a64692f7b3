/** Breaks text between words so that no line is longer than `width`, where its words allow; "2 %" is one word. */
export function wrap(
  text: string,
  { width, indent = "" }: { readonly width: number; readonly indent?: string },
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+(?!%)/).filter((part) => part !== "")) {
    const longer = line === "" ? indent + word : `${line} ${word}`;
    if (line !== "" && longer.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/**
 * Breaks one line between words, its further lines below where its own text begins: behind `Note: `, or the second column.
 *
 * What stands before that is left as it is.
 */
export function hanging(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const [head = ""] = /^(?:(?:Note|Alarm): |\S* {2,})/.exec(line) ?? [];
  const indent = " ".repeat(head.length);
  const [first = "", ...more] = wrap(line.slice(head.length), { width, indent });
  return [head + first.slice(indent.length), ...more];
}
