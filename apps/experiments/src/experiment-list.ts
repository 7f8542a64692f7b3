import type { RunReader } from "@ganlens/core";
import { usage } from "./command-line.ts";
import type { Experiment } from "./experiment.ts";
import { readRows } from "./rows/read-rows.ts";
import { missingDraws } from "./run-experiment.ts";
import { tableRows } from "./tables/table-row.ts";

/** Every experiment with its draws and what is met so far, then how to call them. */
export async function experimentList(experiments: readonly Experiment[], store: RunReader): Promise<string> {
  const lines = await Promise.all(
    experiments.map(async (experiment) => {
      const rows = await readRows(store, experiment.name);
      const wanted = experiment.conditions.reduce((sum, { draws }) => sum + draws, 0);
      const made = wanted - missingDraws(experiment, rows).length;
      const counted = tableRows(experiment, rows).filter(({ met }) => met !== undefined);
      const met = counted.filter(({ met }) => met).length;
      return [
        `  ${experiment.name}: ${made} of ${wanted} draws, ${met} of ${counted.length} statements as they must be`,
        `      ${experiment.description}`,
      ].join("\n");
    }),
  );
  return `Experiments:\n${lines.join("\n")}\n\n${usage}`;
}
