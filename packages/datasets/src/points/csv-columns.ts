import { ConfigInvalidError, DatasetInvalidError, unknownNameError } from "@ganlens/core";

/** What the columns of a table are for. */
export interface CsvColumns {
  readonly names: readonly string[];
  /** True when the first line holds the names. */
  readonly header: boolean;
  /** The columns of numbers, in their order. */
  readonly numbers: readonly number[];
  /** The column of labels, if there is one; it is among `numbers` where only its values will tell what it is. */
  readonly labels?: number;
}

const labelNames: ReadonlySet<string> = new Set(["label", "labels", "class", "classes", "target", "y"]);
const mostColumns = 4096;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** True for a number as programs write it: 1, -0.5, .5, 1e-3. */
export function isDecimal(cell: string): boolean {
  return decimal.test(cell);
}

/**
 * Tells header, numbers and labels by the first two lines of a table.
 *
 * The first line holds names when none of its cells is a number. Labels are the column that is asked for, by name or by number
 * from 1, else one called label, class, target or y (which beside a column x is a coordinate), else the only one of texts.
 *
 * @throws {ConfigInvalidError} when there is no such column
 * @throws {DatasetInvalidError} when several columns hold texts, or none numbers
 */
export function csvColumns(
  first: readonly string[],
  second: readonly string[],
  { source, labelColumn }: { readonly source: string; readonly labelColumn?: string | undefined },
): CsvColumns {
  if (first.length > mostColumns) {
    throw new DatasetInvalidError({
      message: `Expected at most ${mostColumns} columns in ${source}, found ${first.length}.`,
    });
  }
  const header = first.every((cell) => !isDecimal(cell)) && second.some(isDecimal);
  const names = header ? first : first.map((_, i) => `column ${i + 1}`);
  const row = header ? second : first;
  const texts = row.flatMap((cell, i) => (isDecimal(cell) || cell === "" ? [] : [i]));
  const labels = labelsAmong(names, { source, labelColumn, texts, header });
  const strays = texts.filter((i) => i !== labels);
  if (strays.length > 0) {
    const [stray] = strays as [number];
    throw new DatasetInvalidError({
      message: `Expected numbers in ${source}, found ${JSON.stringify((row[stray] ?? "").slice(0, 50))} in line ${header ? 2 : 1}, ${names[stray]}.`,
      hint: "Keep columns of numbers, and at most one of labels: data.file.labelColumn says which it is.",
    });
  }
  const known = header ? labelColumn !== undefined || !isCoordinateName(names[labels ?? -1]) : true;
  const settled = labels !== undefined && (texts.includes(labels) || known);
  const numbers = row.flatMap((_, i) => (i === labels && settled ? [] : [i]));
  if (numbers.length === 0) {
    throw new DatasetInvalidError({
      message: `Expected at least one column of numbers in ${source}, found none.`,
      hint: "A table of points has a column for each coordinate.",
    });
  }
  return { names, header, numbers, ...(labels === undefined ? {} : { labels }) };
}

/** Names under which also numbers are kept that are to be predicted, and are no classes. */
function isCoordinateName(name: string | undefined): boolean {
  return ["target", "y"].includes((name ?? "").toLowerCase());
}

function labelsAmong(
  names: readonly string[],
  {
    source,
    labelColumn,
    texts,
    header,
  }: {
    readonly source: string;
    readonly labelColumn: string | undefined;
    readonly texts: readonly number[];
    readonly header: boolean;
  },
): number | undefined {
  if (labelColumn !== undefined) {
    const named = names.indexOf(labelColumn);
    const numbered = /^\d+$/.test(labelColumn) ? Number(labelColumn) - 1 : -1;
    const found = named === -1 ? numbered : named;
    if (found >= 0 && found < names.length) return found;
    if (!header) {
      throw new ConfigInvalidError({
        message: `Expected labelColumn to be a number of 1 to ${names.length}, for ${source} has no line of names, received ${JSON.stringify(labelColumn)}.`,
      });
    }
    throw unknownNameError({ what: `column of ${source}`, name: labelColumn, known: names });
  }
  const lower = names.map((name) => name.toLowerCase());
  const named = lower.findIndex((name) => labelNames.has(name) && !(name === "y" && lower.includes("x")));
  if (header && named !== -1) return named;
  return texts.length === 1 ? texts[0] : undefined;
}
