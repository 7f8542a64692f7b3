import type { Experiment, Kind } from "../experiment.ts";
import type { Row } from "../rows/row.ts";
import { missingDraws } from "../run-experiment.ts";
import { orderTable } from "./order-table.ts";
import { shareWords } from "./share-words.ts";
import { rowsOf, type TableRow, tableRows } from "./table-row.ts";

const kindWords: Readonly<Record<Kind, string>> = {
  null: "false verdicts",
  power: "found",
  coverage: "holds the truth",
  measure: "measured",
};

/** The table of an experiment in Markdown, with its caption, and the command that goes on where draws are missing. */
export function markdownTable(experiment: Experiment, rows: readonly Row[]): string {
  return [
    `### ${experiment.name}`,
    "",
    experiment.description,
    "",
    experiment.table?.((condition) => rowsOf(experiment, rows, condition).map(({ found }) => found)) ??
      sharesTable(experiment, rows),
    ...orderTable(experiment, rows),
    "",
    standing(experiment, rows),
    "",
  ].join("\n");
}

function sharesTable(experiment: Experiment, rows: readonly Row[]): string {
  return [
    "| condition | statement | what is counted | draws | share [95 %] | met | seconds a draw |",
    "|---|---|---|---|---|---|---|",
    ...tableRows(experiment, rows).map((row) => tableLine(row, experiment, rows)),
  ].join("\n");
}

function tableLine(row: TableRow, experiment: Experiment, rows: readonly Row[]): string {
  const { condition, statement, kind, found, draws, notMade, share } = row;
  const own = rowsOf(experiment, rows, condition);
  const seconds = own.reduce((sum, { seconds }) => sum + seconds, 0) / own.length;
  const cells = [
    condition.title,
    statement,
    kindWords[kind],
    `${found} of ${draws}${notMade === 0 ? "" : `, ${notMade} not made`}`,
    share === undefined ? "" : shareWords(share),
    metWords(row, own.length),
    own.length === 0 ? "" : String(Number(seconds.toPrecision(2))),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function metWords({ condition, kind, met }: TableRow, made: number): string {
  if (met === undefined) return "no draws yet";
  const soFar = made < condition.draws ? " so far" : "";
  if (met) return `yes${soFar}`;
  const limit = kind === "power" && condition.limit !== undefined ? `: ${condition.limit}` : "";
  return `no${soFar}${limit}`;
}

function standing(experiment: Experiment, rows: readonly Row[]): string {
  const counted = experiment.conditions.flatMap((condition) => rowsOf(experiment, rows, condition));
  const missing = missingDraws(experiment, rows).length;
  const seconds = counted.reduce((sum, row) => sum + row.seconds, 0);
  const older = rows.filter(({ version }) => version !== experiment.version).length;
  const thousands = (count: number): string => count.toLocaleString("en");
  return [
    missing === 0
      ? `All ${thousands(counted.length)} draws stand,`
      : `${thousands(counted.length)} draws stand and ${thousands(missing)} are missing,`,
    `after ${duration(seconds)} of computing.`,
    ...(missing === 0 ? [] : [`\`pnpm experiment ${experiment.name}\` goes on.`]),
    ...(older === 0 ? [] : [`Left out are ${thousands(older)} rows of other versions of the experiment.`]),
  ].join(" ");
}

function duration(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} minutes`;
}
