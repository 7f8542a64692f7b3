import { type ByteFile, DatasetInvalidError } from "@ganlens/core";
import { assertSettings } from "../files/assert-settings.ts";
import { assertWithin, type ReadFileOptions } from "../files/read-file-options.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { labelledPoints } from "../samples/labelled-points.ts";
import { type CsvSeparator, csvCells, csvSeparator } from "./csv-cells.ts";
import { type CsvColumns, csvColumns, isDecimal } from "./csv-columns.ts";
import { type CsvLine, csvLines } from "./csv-lines.ts";

const fewestPoints = 200;
/** A column called target or y is one of labels when it holds no more values than these. */
const fewValues = 100;
const mostClasses = 10_000;

/**
 * The points of a table in text: a line for each, a column for each coordinate, separated by commas, semicolons or tabs.
 *
 * Nothing is filled in or left out: an empty cell, NaN, or a line with more or fewer cells than the first is refused with its
 * line and column. See {@link csvColumns} for what is a header and which column holds labels.
 *
 * @throws {DatasetInvalidError} for any other file, and for fewer than 200 points
 * @throws {ConfigInvalidError} when `labelColumn` names no column
 */
export async function readCsvPoints(file: ByteFile, options: ReadFileOptions): Promise<DatasetSamples> {
  const { settings, maximumBytes, name } = options;
  assertSettings(settings, { known: ["labelColumn"], what: "a table of points" });
  const source = file.name;
  let shape: { readonly columns: CsvColumns; readonly separator: CsvSeparator } | undefined;
  let values = new Float32Array(0);
  let count = 0;
  const labels: number[] = [];
  const classes = new Map<string, number>();

  let held: readonly CsvLine[] = [];
  for await (const piece of csvLines(file, options.signal)) {
    let lines = [...held, ...piece];
    held = [];
    if (shape === undefined) {
      if (lines.length < 2) {
        held = lines;
        continue;
      }
      const separator = csvSeparator(lines[0]?.text ?? "");
      const [first = [], second = []] = csvCells(lines.slice(0, 2), { separator, source });
      const columns = csvColumns(first, second, { source, labelColumn: settings.labelColumn });
      shape = { columns, separator };
      if (columns.header) lines = lines.slice(1);
    }
    const { columns, separator } = shape;
    const width = columns.numbers.length;
    const needed = (count + lines.length) * width;
    assertWithin(4 * needed, { maximumBytes, what: `bytes of points in ${source}` });
    if (needed > values.length) {
      const larger = new Float32Array(Math.max(needed, Math.min(2 * values.length, maximumBytes / 4)));
      larger.set(values.subarray(0, count * width));
      values = larger;
    }
    for (const [i, cells] of csvCells(lines, { separator, source }).entries()) {
      const line = (lines[i] as CsvLine).number;
      assertWhole(cells, { line, columns, source });
      for (const [k, column] of columns.numbers.entries()) {
        values[count * width + k] = numberOf(cells[column] as string, {
          line,
          column: columns.names[column] as string,
          source,
        });
      }
      if (columns.labels !== undefined)
        labels.push(classOf(cells[columns.labels] as string, classes, { line, source }));
      count++;
    }
  }
  if (shape === undefined || count < fewestPoints) throw tooFew(count, source);
  return pointsOf({ name, columns: shape.columns, values, count, labels, classes }, options.sha256);
}

function pointsOf(
  table: {
    readonly name: string;
    readonly columns: CsvColumns;
    readonly values: Float32Array;
    readonly count: number;
    readonly labels: readonly number[];
    readonly classes: ReadonlyMap<string, number>;
  },
  sha256: ReadFileOptions["sha256"],
): DatasetSamples {
  const { name, columns, count, classes } = table;
  const { labels: column, numbers, names } = columns;
  const undecided = column !== undefined && numbers.includes(column);
  const areClasses = column !== undefined && (!undecided || classes.size <= fewValues);
  const kept = areClasses ? numbers.filter((each) => each !== column) : numbers;
  const data = new Float32Array(count * kept.length);
  const places = kept.map((each) => numbers.indexOf(each));
  for (let i = 0; i < count; i++) {
    for (const [k, place] of places.entries()) {
      data[i * kept.length + k] = table.values[i * numbers.length + place] as number;
    }
  }
  const found = [...classes.keys()];
  const ordered = [...found].sort(found.every(isDecimal) ? (a, b) => Number(a) - Number(b) : undefined);
  const place = new Map(ordered.map((label, i) => [label, i]));
  const renumbered = found.map((label) => place.get(label) as number);
  const coordinates = kept.map((each) => names[each] as string);
  return labelledPoints({
    name,
    points: { data, shape: [count, kept.length] },
    ...(areClasses
      ? { labels: table.labels.map((label) => renumbered[label] as number), classes: ordered }
      : {}),
    notes: [
      `${count} points of ${kept.length} coordinates: ${coordinates.slice(0, 10).join(", ")}${coordinates.length > 10 ? " …" : ""}.`,
      ...(areClasses ? [`${ordered.length} classes, by ${names[column]}.`] : []),
    ],
    sha256,
  });
}

interface Place {
  readonly line: number;
  readonly source: string;
}

function assertWhole(
  cells: readonly string[],
  { line, columns, source }: Place & { columns: CsvColumns },
): void {
  if (cells.length === columns.names.length) return;
  throw new DatasetInvalidError({
    message: `Expected ${columns.names.length} cells in line ${line} of ${source}, as in the first, found ${cells.length}.`,
    hint: "Check the separators in that line.",
  });
}

function numberOf(cell: string, { line, column, source }: Place & { readonly column: string }): number {
  const value = isDecimal(cell) ? Math.fround(Number(cell)) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const found = cell === "" ? "an empty cell" : JSON.stringify(cell.slice(0, 50));
  throw new DatasetInvalidError({
    message: `Expected a finite number in line ${line} of ${source}, ${column}, found ${found}.`,
    hint: /^\d+,\d+$/.test(cell)
      ? "Write numbers with a point: 1.5."
      : "Leave the line out, or fill it in: nothing is guessed here.",
  });
}

function classOf(label: string, classes: Map<string, number>, { line, source }: Place): number {
  if (label === "") {
    throw new DatasetInvalidError({
      message: `Expected a label in line ${line} of ${source}, found an empty cell.`,
      hint: "Leave the line out, or fill it in.",
    });
  }
  const known = classes.get(label);
  if (known !== undefined) return known;
  if (classes.size === mostClasses) {
    throw new DatasetInvalidError({
      message: `Expected at most ${mostClasses} classes in ${source}, found more in line ${line}.`,
      hint: "data.file.labelColumn says which column holds labels.",
    });
  }
  classes.set(label, classes.size);
  return classes.size - 1;
}

function tooFew(count: number, source: string): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected at least ${fewestPoints} points in ${source}, found ${count}.`,
    hint: "Too few to learn from and to hold some out: save more of them.",
  });
}
