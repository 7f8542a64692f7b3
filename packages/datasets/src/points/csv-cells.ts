import { DatasetInvalidError } from "@ganlens/core";
import papaparse from "papaparse";
import type { CsvLine } from "./csv-lines.ts";

/** What stands between the cells of a line. */
export type CsvSeparator = "," | ";" | "\t";

/** The separator that a line has most of, outside quotes. */
export function csvSeparator(line: string): CsvSeparator {
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, "");
  const count = (separator: CsvSeparator) => bare.split(separator).length;
  const separators: readonly CsvSeparator[] = [",", ";", "\t"];
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/**
 * The cells of lines, quotes taken off and blanks around them left out.
 *
 * @throws {DatasetInvalidError} when quotes are not closed within their line
 */
export function csvCells(
  lines: readonly CsvLine[],
  { separator, source }: { readonly separator: CsvSeparator; readonly source: string },
): readonly (readonly string[])[] {
  for (const { number, text } of lines) {
    if (text.includes('"') && (text.split('"').length - 1) % 2 === 1) throw unclosed(number, source);
  }
  const { data, errors } = papaparse.parse<string[]>(lines.map(({ text }) => text).join("\n"), {
    delimiter: separator,
    newline: "\n",
  });
  const [wrong] = errors;
  if (wrong !== undefined || data.length !== lines.length) {
    throw unclosed(lines[wrong?.row ?? 0]?.number ?? 0, source);
  }
  return data.map((cells) => cells.map((cell) => cell.trim()));
}

function unclosed(line: number, source: string): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected quotes to be closed within line ${line} of ${source}, found other ones.`,
    hint: 'Quotes stand around a whole cell, and "" within it means one of them.',
  });
}
