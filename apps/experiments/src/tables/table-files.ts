import { readFile, writeFile } from "node:fs/promises";
import { DatasetInvalidError, type RunReader } from "@ganlens/core";
import type { Experiment } from "../experiment.ts";
import { readRows } from "../rows/read-rows.ts";
import { calibrationModule, type Tables } from "./calibration-module.ts";
import { markdownTable } from "./markdown-table.ts";

const opening = "<!-- calibration -->";
const closing = "<!-- /calibration -->";

/** The files that show the rows. */
export interface TablePlaces {
  /** By the package in which an experiment is shown. */
  readonly readmes: Readonly<Record<NonNullable<Experiment["shownIn"]>, string>>;
  readonly module: string;
}

/**
 * What the files must hold, and which of them do not.
 *
 * @throws {DatasetInvalidError} when a kept row is damaged, or a README lacks its markers
 */
export async function staleTableFiles(
  experiments: readonly Experiment[],
  rows: RunReader,
  places: TablePlaces,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const tables: Tables = await Promise.all(
    experiments.map(async (experiment) => ({ experiment, rows: await readRows(rows, experiment.name) })),
  );
  const readmes = await Promise.all(
    Object.entries(places.readmes).map(async ([shownIn, path]) => {
      const own = tables.filter(({ experiment }) => (experiment.shownIn ?? "interpret") === shownIn);
      const held = await readFile(path, "utf8");
      return { path, held, text: own.length === 0 ? held : withTables(held, own, path) };
    }),
  );
  const module = await readFile(places.module, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  const expected = [...readmes, { path: places.module, held: module, text: calibrationModule(tables) }];
  return expected.filter(({ held, text }) => held !== text).map(({ path, text }) => ({ path, text }));
}

/** Brings the files up to date; the paths of those that were not. */
export async function writeTableFiles(
  ...given: Parameters<typeof staleTableFiles>
): Promise<readonly string[]> {
  const stale = await staleTableFiles(...given);
  for (const { path, text } of stale) await writeFile(path, text);
  return stale.map(({ path }) => path);
}

function withTables(readme: string, tables: Tables, path: string): string {
  const start = readme.indexOf(opening);
  const end = readme.indexOf(closing);
  if (start < 0 || end < start) {
    throw new DatasetInvalidError({
      message: `Expected the lines ${opening} and ${closing}, in this order, in ${path}.`,
      hint: "Put them where the tables belong; all between them is replaced.",
    });
  }
  const text = tables.map(({ experiment, rows }) => markdownTable(experiment, rows)).join("\n");
  return `${readme.slice(0, start + opening.length)}\n\n${text}\n${readme.slice(end)}`;
}
