import {
  checkedPath,
  DatasetInvalidError,
  jsonProblem,
  parseShallowJson,
  type RunReader,
  type RunStore,
} from "@ganlens/core";
import { type Row, rowSchema } from "./row.ts";

/** More than any experiment has; a larger file is not read. */
const mostBytes = 64 * 2 ** 20;
/** A draw finds a few dozen things. */
const longestLine = 16_384;

/** Where the rows of an experiment stand in the folder of rows. */
function rowsPath(experiment: string): string {
  return checkedPath(`${experiment}.ndjson`);
}

/**
 * All rows of an experiment, in the order of the file; of rows of the same version, condition and draw the first. A last line
 * that was half written is left out.
 *
 * @throws {DatasetInvalidError} when a line is no row; its number is in the message
 */
export async function readRows(store: RunReader, experiment: string): Promise<readonly Row[]> {
  const { whole } = await readLines(store, experiment);
  const rows = new Map<string, Row>();
  for (const [at, line] of whole.entries()) {
    const row = parsedRow(line, `${rowsPath(experiment)} in ${store.location}, line ${at + 1}`);
    const key = `${row.version} ${row.condition} ${row.draw}`;
    if (!rows.has(key)) rows.set(key, row);
  }
  return [...rows.values()];
}

/** Takes away a last line that was half written when the process died, so that rows can be added behind it. */
export async function repairRows(store: RunStore, experiment: string): Promise<void> {
  const { whole, rest } = await readLines(store, experiment);
  if (rest === "") return;
  const kept = whole.map((line) => `${line}\n`).join("");
  await store.write(rowsPath(experiment), new TextEncoder().encode(kept));
}

/**
 * Adds one row, whole or not at all.
 *
 * @throws {DatasetInvalidError} when the draw found what no row can hold: numbers that are not finite, names that are none
 */
export async function appendRow(store: RunStore, experiment: string, row: Row): Promise<void> {
  const line = `${JSON.stringify(row)}\n`;
  const problem =
    rowProblem(row) ?? (line.length > longestLine ? "it finds too much for one line" : undefined);
  if (problem !== undefined) {
    throw new DatasetInvalidError({
      message: `Expected draw ${row.draw} of ${row.condition} in ${experiment} to find true, false, null or finite numbers under names in lower case: ${problem}.`,
      hint: "Mend the experiment; the row was not kept.",
    });
  }
  await store.append(rowsPath(experiment), new TextEncoder().encode(line));
}

async function readLines(
  store: RunReader,
  experiment: string,
): Promise<{ readonly whole: readonly string[]; readonly rest: string }> {
  const path = rowsPath(experiment);
  if (!(await store.has(path))) return { whole: [], rest: "" };
  const bytes = await (store.readAtMost?.(path, mostBytes) ?? store.read(path));
  // Not fatal: a letter may have been cut in the half-written line, and whole ones are checked by their schema.
  const lines = new TextDecoder().decode(bytes).split("\n");
  return { whole: lines.slice(0, -1), rest: lines.at(-1) as string };
}

function parsedRow(line: string, place: string): Row {
  const problem = (why: string): DatasetInvalidError =>
    new DatasetInvalidError({
      message: `Expected a row of an experiment at ${place}: ${why}.`,
      hint: "Take the line away, or bring the file back from version control; its draw is then made again.",
    });
  if (line.length > longestLine) throw problem(`it has ${line.length} letters, and ${longestLine} are read`);
  let value: unknown;
  try {
    value = parseShallowJson(line);
  } catch (error) {
    throw problem(error instanceof Error ? error.message : String(error));
  }
  const why = rowProblem(value);
  if (why !== undefined) throw problem(why);
  return value as Row;
}

function rowProblem(value: unknown): string | undefined {
  const reserved = jsonProblem(value);
  if (reserved !== undefined) return `it ${reserved}`;
  const issue = rowSchema.safeParse(value).error?.issues[0];
  return issue && `${issue.path.join(".") || "it"}: ${issue.message}`;
}
