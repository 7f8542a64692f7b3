import type { Experiment } from "../experiment.ts";
import type { Row } from "../rows/row.ts";
import { tableRows } from "./table-row.ts";

/** Experiments with the rows that stand for them. */
export type Tables = readonly { readonly experiment: Experiment; readonly rows: readonly Row[] }[];

/** The text of interpret's `calibration-rows.generated.ts`: the counted rows of conditions that name a lens. */
export function calibrationModule(tables: Tables): string {
  const lines = tables.flatMap(({ experiment, rows }) =>
    tableRows(experiment, rows).flatMap(({ condition: { setting }, statement, kind, found, draws, met }) => {
      if (setting === undefined || met === undefined) return [];
      const { lens, effort, fault, strength } = setting;
      const n = setting.nOf?.[statement] ?? setting.n;
      return [JSON.stringify({ lens, statement, kind, effort, n, fault, strength, found, draws, met })];
    }),
  );
  return [
    "// Made by `pnpm experiment tables --write` from the rows in apps/experiments/rows.",
    'import type { CalibrationRow } from "./calibration-row.ts";',
    "",
    "export const calibrationRows: readonly CalibrationRow[] = [",
    ...lines.map((line) => `  ${line},`),
    "];",
    "",
  ].join("\n");
}
