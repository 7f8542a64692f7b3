import { GanlensError } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { parseCommand } from "./command-line.ts";
import { drawRows } from "./draw-rows.ts";
import { experimentList } from "./experiment-list.ts";
import { interruption } from "./interruption.ts";
import { rowsFolder, tablePlaces } from "./places.ts";
import { experiments } from "./registry.ts";
import { readRows } from "./rows/read-rows.ts";
import { markdownTable } from "./tables/markdown-table.ts";
import { staleTableFiles, writeTableFiles } from "./tables/table-files.ts";

const rows = new FolderRunStore(rowsFolder);
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

try {
  const command = parseCommand(process.argv.slice(2), experiments);
  if (command.task === "list") {
    print(await experimentList(experiments, rows));
  } else if (command.task === "table") {
    print(markdownTable(command.experiment, await readRows(rows, command.experiment.name)));
  } else if (command.task === "draw") {
    await drawRows(command, { rows, print, signal: interruption(process) });
  } else if (command.write) {
    const written = await writeTableFiles(experiments, rows, tablePlaces);
    print(written.length === 0 ? "All tables were up to date." : `Wrote ${written.join(" and ")}.`);
  } else {
    const stale = await staleTableFiles(experiments, rows, tablePlaces);
    for (const { path } of stale)
      print(`${path} is not what the rows give: \`pnpm experiment tables --write\`.`);
    if (stale.length > 0) process.exitCode = 1;
    else print("All tables are what the rows give.");
  }
} catch (error) {
  if (!GanlensError.isInstance(error)) throw error;
  process.stderr.write(`${error.message}\n${error.hint === undefined ? "" : `${error.hint}\n`}`);
  // A draw at work may not look at the signal: what it would still find is not waited for.
  process.exit(error.code === "cancelled" ? 130 : error.code === "config-invalid" ? 2 : 1);
}
