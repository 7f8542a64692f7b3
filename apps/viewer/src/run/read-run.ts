import {
  GanlensError,
  type LensResult,
  lensResultSchema,
  type RunRecord,
  RunUnsupportedError,
  readJson,
  runRecordSchema,
} from "@ganlens/core";
import { limits } from "./limits.ts";
import { type LoggedStep, loggedSteps } from "./logged-steps.ts";
import type { FileMemo } from "./memo.ts";
import type { RunContents } from "./run-contents.ts";
import type { RunFiles } from "./run-files.ts";
import { storedNetworks } from "./stored-networks.ts";

/** The lenses that ganlens has, in the order in which they are read; others come after, by name. */
const lensOrder = ["distance", "reconstruction", "compression", "identifiability"];

/**
 * Reads what the page shows of a run; what has not changed since the last time is kept.
 *
 * A lens or a log that cannot be read becomes a note, and the rest is still shown.
 *
 * @throws {RunUnsupportedError} when `run.json` is there and cannot be read, or there is neither a run nor a lens
 */
export async function readRun(files: RunFiles, memo: FileMemo): Promise<RunContents> {
  const notes: string[] = [];
  const paths = [...files.files.keys()];
  const folders = paths
    .flatMap((path) => /^lenses\/([^/]+)\/result\.json$/.exec(path)?.[1] ?? [])
    .sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1));
  const run = await readRecord(files, memo);
  if (run === null) {
    if (folders.length === 0) {
      throw new RunUnsupportedError({
        message: `Expected run.json or lenses/*/result.json in ${files.location}, found neither.`,
        hint: "Open the folder of a run, such as runs/demo.",
      });
    }
    notes.push("There is no run.json in this folder, so nothing can be said about the training.");
  }
  if (folders.length > limits.lenses) {
    notes.push(`Only the first ${limits.lenses} of ${folders.length} lenses are shown.`);
  }
  const read = await Promise.all(
    folders.slice(0, limits.lenses).map((folder) =>
      readLens(files, memo, folder).catch((error: unknown) => {
        notes.push(`The lens “${folder}” is left out: ${words(error)}`);
        return null;
      }),
    ),
  );
  const logged = await readLog(files, memo).catch((error: unknown) => {
    notes.push(`The losses are left out: ${words(error)}`);
    return { steps: [] as readonly LoggedStep[], broken: 0 };
  });
  if (logged.broken > 0) notes.push(`${logged.broken} lines of metrics.ndjson could not be read.`);
  const contents: RunContents = {
    files,
    run,
    lenses: read.filter((lens) => lens !== null),
    sampleSteps: stepsOf(paths, /^samples\/step-(\d{1,15})\.png$/),
    checkpoints: stepsOf(paths, /^checkpoints\/step-(\d{1,15})\/manifest\.json$/),
    logged: logged.steps,
    networks: [],
    notes,
  };
  return { ...contents, networks: await storedNetworks(contents, memo) };
}

/** An error as a sentence. */
export function words(error: unknown): string {
  if (GanlensError.isInstance(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}

function place(lens: string): number {
  return lensOrder.includes(lens) ? lensOrder.indexOf(lens) : lensOrder.length;
}

async function readRecord(files: RunFiles, memo: FileMemo): Promise<RunRecord | null> {
  if (!files.files.has("run.json")) return null;
  return memo.of(files, "run.json", () =>
    readJson(bounded(files), "run.json", runRecordSchema, "a run record"),
  );
}

function readLens(files: RunFiles, memo: FileMemo, folder: string): Promise<LensResult> {
  const path = `lenses/${folder}/result.json`;
  return memo.of(files, path, async () => {
    const result = await readJson(bounded(files), path, lensResultSchema, "the result of a lens");
    if (result.lens === folder) return result;
    throw new RunUnsupportedError({ message: `${path} says that it belongs to the lens “${result.lens}”.` });
  });
}

async function readLog(files: RunFiles, memo: FileMemo): Promise<ReturnType<typeof loggedSteps>> {
  if (!files.files.has("metrics.ndjson")) return { steps: [], broken: 0 };
  return memo.of(files, "metrics.ndjson", async () =>
    loggedSteps(new TextDecoder().decode(await files.readAtMost("metrics.ndjson", limits.logBytes))),
  );
}

/** The same files, of which none may be larger than a JSON file is. */
function bounded(files: RunFiles) {
  return {
    location: files.location,
    list: (folder?: string) => files.list(folder),
    has: (path: string) => files.has(path),
    read: (path: string) => files.readAtMost(path, limits.jsonBytes),
  };
}

function stepsOf(paths: readonly string[], pattern: RegExp): readonly number[] {
  const steps = paths.flatMap((path) => {
    const step = pattern.exec(path)?.[1];
    return step === undefined ? [] : [Number(step)];
  });
  return steps.sort((one, other) => one - other);
}

/** "step-000500": how a step is written in paths. */
export function stepName(step: number): string {
  return `step-${String(step).padStart(6, "0")}`;
}
