import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concatRows, imageGrid, takeRows } from "@ganlens/core";
import type { SharedResults, SubjectComparison } from "@ganlens/interpret";
import type { CliIo } from "../cli-io.ts";
import type { FilesWrittenEvent } from "../reporters/cli-event.ts";
import { shownPath } from "../runs/shown-path.ts";
import type { Names } from "./comparison-tables.ts";

const columns = 10;

/** A comparison without pixels, as data. */
export function comparisonData(
  { images: _, ...comparison }: SubjectComparison,
  { shared, names }: { readonly shared: SharedResults; readonly names: Names },
): Readonly<Record<string, unknown>> {
  return { ...names, ...comparison, stored: shared };
}

/** Writes what was found, and a grid in which rows of the first and of the second take turns, into an empty folder. */
export async function writeComparison(
  folder: string,
  {
    comparison,
    shared,
    names,
    io,
  }: { comparison: SubjectComparison; shared: SharedResults; names: Names; io: Pick<CliIo, "cwd"> },
): Promise<FilesWrittenEvent["files"]> {
  const { first, second } = comparison.images;
  const count = first.shape[0] ?? 0;
  const both = concatRows([first, second]);
  const turns: number[] = [];
  for (let start = 0; start < count; start += columns) {
    const row = Array.from({ length: Math.min(columns, count - start) }, (_, i) => start + i);
    // A row that is not full would let the next one slip into it.
    if (row.length < columns && start > 0) break;
    turns.push(...row, ...row.map((i) => count + i));
  }
  const wide = Math.min(columns, count);
  const grid = imageGrid(takeRows(both, turns), wide);
  await writeFile(join(folder, "side-by-side.png"), grid.png);
  const data = `${JSON.stringify(comparisonData(comparison, { shared, names }), null, 2)}\n`;
  await writeFile(join(folder, "comparison.json"), data);
  const latents = comparison.paired.same ? "the same latents through both" : "images of both";
  return [
    {
      path: shownPath(join(folder, "side-by-side.png"), io),
      content: `${latents}: a row of the first, then one of the second`,
    },
    { path: shownPath(join(folder, "comparison.json"), io), content: "all numbers" },
  ];
}
