import type { AutoencoderArtifact } from "../contracts/artifact.ts";
import type { LensResult } from "../contracts/lens-result.ts";
import { lensResultSchema } from "../contracts/lens-result-schema.ts";
import type { RunRecord } from "../contracts/run-record.ts";
import { runRecordSchema } from "../contracts/run-record-schema.ts";
import { GanlensError } from "../errors/ganlens-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { parseJson } from "../store/parse-json.ts";
import type { RunReader } from "../store/run-store.ts";
import { standingNotes } from "./answer-standing.ts";
import { assertAsked } from "./asked-of-run.ts";
import { type LoggedStep, loggedSteps } from "./logged-steps.ts";
import { type RunCeilings, runCeilings } from "./run-ceilings.ts";
import type { RunContents } from "./run-contents.ts";
import { runFingerprints } from "./run-fingerprints.ts";
import { foldersWith, lensFolder, runLayout, stepsIn } from "./run-layout.ts";
import { linesWords } from "./run-log.ts";

/** How a run folder is read. */
export interface ReadRunOptions {
  /** Lower ceilings than {@link runCeilings}. */
  readonly ceilings?: Partial<RunCeilings>;
  /** Keeps what was parsed: called with a path and the reading; by default it is read anew each time. */
  readonly remember?: <T>(path: string, read: () => Promise<T>) => Promise<T>;
}

/** The lenses that ganlens has, in the order in which they are read; others come after, by name. */
export const lensOrder: readonly string[] = [
  "distance",
  "reconstruction",
  "compression",
  "identifiability",
  "memorisation",
  "coverage",
  "tell",
  "usefulness",
];

/**
 * The record of a run, of any schema version that is known.
 *
 * @throws {RunUnsupportedError} when it is missing, too large, no record, or made by a newer ganlens
 */
export function readRunRecord(reader: RunReader): Promise<RunRecord> {
  return readBounded(reader, runLayout.record, runCeilings.jsonBytes).then((bytes) =>
    parseJson(bytes, `${runLayout.record} in ${reader.location}`, runRecordSchema, "a run record"),
  );
}

/**
 * Reads what there is to show of a run: report, viewer and command line see the same.
 *
 * A lens or a log that cannot be read becomes a note, and the rest is still read.
 *
 * @throws {RunUnsupportedError} when `run.json` is there and cannot be read, or there is neither a run nor a lens
 */
export async function readRun(reader: RunReader, options: ReadRunOptions = {}): Promise<RunContents> {
  const { remember = (_path, read) => read() } = options;
  const ceilings = { ...runCeilings, ...options.ceilings };
  const notes: string[] = [];
  const paths = await reader.list();
  const all = foldersWith(paths, runLayout.lensesFolder, "result.json");
  const folders = [...all].sort(byPlace(lensOrder));
  const record = paths.includes(runLayout.record)
    ? await remember(runLayout.record, () => readRunRecord(reader))
    : null;
  if (record === null) {
    if (folders.length === 0) {
      throw new RunUnsupportedError({
        message: `Expected run.json or lenses/*/result.json in ${reader.location}, found neither.`,
        hint: "Give the folder of a run, such as runs/demo.",
      });
    }
    notes.push("There is no run.json in this folder, so nothing can be said about the training.");
  } else notes.push(...askedNotes(record, reader.location));
  if (folders.length > ceilings.lenses) {
    notes.push(`Only the first ${ceilings.lenses} of ${folders.length} lenses are shown.`);
  }
  const read = await Promise.all(
    folders.slice(0, ceilings.lenses).map((folder) =>
      remember(`${runLayout.lensesFolder}/${folder}/result.json`, () =>
        readResult(reader, folder, ceilings),
      ).catch((error: unknown) => {
        notes.push(`The lens “${folder}” is left out: ${wordsOf(error)}`);
        return null;
      }),
    ),
  );
  const results = read.filter((result) => result !== null);
  if (results.some(({ fingerprint }) => fingerprint === null)) {
    notes.push("Some answers are from before results named their generator: made from an unknown one.");
  }
  const checkpoints = stepsIn(paths, runLayout.checkpointsFolder, "/manifest.json");
  const steps = results.flatMap(({ step, earlier = step }) => (earlier === null ? [] : [earlier]));
  const fingerprints = record && (await runFingerprints(reader, record, { checkpoints, steps, remember }));
  notes.push(...standingNotes(results, { record, fingerprints }));
  const logged = await readLog(reader, paths, { ceilings, remember }).catch((error: unknown) => {
    notes.push(`The losses are left out: ${wordsOf(error)}`);
    return { steps: [] as readonly LoggedStep[], broken: [] as readonly number[] };
  });
  if (logged.broken.length > 0) {
    notes.push(`${linesWords(logged.broken)} of metrics.ndjson cannot be read.`);
  }
  return {
    record,
    results,
    sampleSteps: stepsIn(paths, runLayout.samplesFolder, ".png"),
    checkpoints,
    fingerprints,
    logged: logged.steps,
    autoencoders: storedAutoencoders(results, foldersWith(paths, runLayout.modelsFolder, "made-from.json")),
    notes,
  };
}

function askedNotes(record: RunRecord, location: string): readonly string[] {
  try {
    assertAsked(record, location);
    return [];
  } catch (error) {
    return [wordsOf(error)];
  }
}

/** Compares ids by their place in an order; those without one come last, by code units. */
function byPlace(order: readonly string[]): (one: string, other: string) => number {
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return (one, other) => place(one) - place(other) || (one < other ? -1 : one > other ? 1 : 0);
}

async function readResult(
  reader: RunReader,
  folder: string,
  { jsonBytes }: RunCeilings,
): Promise<LensResult> {
  const path = `${runLayout.lensesFolder}/${folder}/result.json`;
  const bytes = await readBounded(reader, path, jsonBytes);
  const result = parseJson(bytes, path, lensResultSchema, "the result of a lens");
  if (lensFolder(result) === folder) return result;
  throw new RunUnsupportedError({ message: `${path} says that it belongs to the lens “${result.lens}”.` });
}

async function readLog(
  reader: RunReader,
  paths: readonly string[],
  { ceilings, remember }: { ceilings: RunCeilings; remember: NonNullable<ReadRunOptions["remember"]> },
): Promise<ReturnType<typeof loggedSteps>> {
  const path = runLayout.metrics;
  if (!paths.includes(path)) return { steps: [], broken: [] };
  return remember(path, async () =>
    loggedSteps(new TextDecoder().decode(await readBounded(reader, path, ceilings.logBytes))),
  );
}

/** Those that the reconstruction lens stands on first; each network once. */
function storedAutoencoders(
  results: readonly LensResult[],
  stored: readonly string[],
): readonly AutoencoderArtifact[] {
  const named = [...results]
    .sort((one, other) => Number(other.lens === "reconstruction") - Number(one.lens === "reconstruction"))
    .flatMap(({ artifacts }) => artifacts)
    .filter((artifact): artifact is AutoencoderArtifact => artifact.type === "autoencoder");
  const seen = new Set<string>();
  return named.filter(({ model }) => {
    if (seen.has(model) || !stored.includes(model)) return false;
    seen.add(model);
    return true;
  });
}

async function readBounded(reader: RunReader, path: string, most: number): Promise<Uint8Array> {
  const bytes = await (reader.readAtMost?.(path, most) ?? reader.read(path));
  if (bytes.length <= most) return bytes;
  throw new RunUnsupportedError({
    message: `${path} in ${reader.location} is larger than is read: ${bytes.length} bytes, and ${most} are allowed.`,
  });
}

/** An error as a sentence. */
export function wordsOf(error: unknown): string {
  if (GanlensError.isInstance(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}
