import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type RunRecord, RunUnsupportedError, readJson, runRecordSchema } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import type { CliIo } from "../cli-io.ts";

/** A run folder that is there, and what it says of itself. */
export interface OpenedRun {
  readonly store: FolderRunStore;
  readonly record: RunRecord;
}

/**
 * Opens the folder of a run.
 *
 * @throws {RunUnsupportedError} when it is missing, a file, not a run, damaged, or made by a newer ganlens
 */
export async function openRun(path: string, io: Pick<CliIo, "cwd" | "program">): Promise<OpenedRun> {
  const folder = resolve(io.cwd, path);
  const found = await stat(folder).catch(() => undefined);
  const hint = `Give the folder of a run; ${io.program} list runs names those there are.`;
  if (found === undefined) {
    throw new RunUnsupportedError({ message: `Expected a run folder at ${path}, found nothing.`, hint });
  }
  if (!found.isDirectory()) {
    throw new RunUnsupportedError({ message: `Expected a run folder at ${path}, found a file.`, hint });
  }
  const store = new FolderRunStore(folder);
  if (!(await store.has("run.json"))) {
    throw new RunUnsupportedError({ message: `Expected run.json in ${path}, found none.`, hint });
  }
  return { store, record: await readJson(store, "run.json", runRecordSchema, "a run record") };
}
