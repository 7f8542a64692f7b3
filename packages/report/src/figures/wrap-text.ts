/** The text broken at spaces, never before a "%", into lines of at most so many characters; a longer word is cut with an ellipsis. */
export function wrapText(text: string, maximum: number): readonly string[] {
  const room = Math.max(4, Math.floor(maximum));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+(?!%)/).map((each) => shortened(each, room))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if ([...longer].length > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** The text itself when it fits in so many characters, else its beginning with an ellipsis. */
export function shortened(text: string, maximum: number): string {
  const characters = [...text];
  return characters.length <= maximum ? text : `${characters.slice(0, Math.max(1, maximum - 1)).join("")}…`;
}
