import type { RunReader } from "@ganlens/core";
import { usage } from "./command-line.ts";
import type { Experiment } from "./experiment.ts";
import { readRows } from "./rows/read-rows.ts";
import type { Row } from "./rows/row.ts";
import { missingDraws } from "./run-experiment.ts";
import { rowsOf, tableRows } from "./tables/table-row.ts";

/** Every experiment with its draws, the time that the missing ones will take, and what is met; then how to call them. */
export async function experimentList(experiments: readonly Experiment[], store: RunReader): Promise<string> {
  const lines = await Promise.all(
    experiments.map(async (experiment) => {
      const rows = await readRows(store, experiment.name);
      const wanted = experiment.conditions.reduce((sum, { draws }) => sum + draws, 0);
      const missing = missingDraws(experiment, rows);
      const counted = tableRows(experiment, rows).filter(({ met }) => met !== undefined);
      const met = counted.filter(({ met }) => met).length;
      const seconds = missing.reduce((sum, { condition }) => sum + pace(experiment, rows, condition), 0);
      const left =
        missing.length === 0 || seconds === 0 ? "" : `, about ${Math.ceil(seconds / 60)} min to go`;
      return [
        `  ${experiment.name}: ${wanted - missing.length} of ${wanted} draws${left}; ${met} of ${counted.length} statements as they must be`,
        `      ${experiment.description}`,
      ].join("\n");
    }),
  );
  return `Experiments:\n${lines.join("\n")}\n\n${usage}`;
}

/** Mean seconds a draw of a condition, of all conditions where it has none yet; 0 without any draw. */
function pace(
  experiment: Experiment,
  rows: readonly Row[],
  condition: Experiment["conditions"][number],
): number {
  const own = rowsOf(experiment, rows, condition);
  const known = own.length > 0 ? own : rows;
  return known.reduce((sum, { seconds }) => sum + seconds, 0) / Math.max(1, known.length);
}
