import { type BackendName, backendNames } from "@ganlens/backend";
import {
  type Checkpoint,
  ConfigInvalidError,
  type DatasetInfo,
  DatasetInvalidError,
  listCheckpoints,
  openCheckpoint,
  type RunReader,
  type RunRecord,
  type TrainingRecord,
} from "@ganlens/core";
import type { Dataset, DatasetSpec } from "@ganlens/datasets";
import { type RunConfig, resolveConfig } from "@ganlens/training";
import type { CliIo } from "../cli-io.ts";
import type { Engine } from "../engine/open-engine.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { movedSpec } from "../subjects/moved-spec.ts";
import { announcePaths, pathsOf } from "../subjects/open-run-subject.ts";
import { namedData } from "../subjects/real-data.ts";
import { moreSteps } from "./more-steps.ts";
import { openRun } from "./open-run.ts";
import { openTrainingData, withAbsolutePaths } from "./open-training-data.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { shellWord } from "./shown-path.ts";
import { standingOf } from "./standing.ts";

export interface ResumeRunOptions {
  readonly path: string;
  /** Whether another decoder than the run began with may read its pictures. */
  readonly allowChange?: boolean;
  /** The new place of data that were moved; they must have the run's hash. */
  readonly data?: string | undefined;
  /** Steps to go on for beyond what was asked of the run. */
  readonly more?: number | undefined;
  /** Starts tfjs, on the backend of the run where it can be had; of a name that is not known, nothing is preferred. */
  readonly openEngine: (prefer: BackendName | undefined) => Promise<Engine>;
  readonly io: CliIo;
  readonly reporter: Reporter;
}

/**
 * Prepares a run that did not finish to go on from its newest resumable checkpoint, with its own configuration; with `more`, any
 * run for more steps than were asked of it.
 *
 * Without such a checkpoint it begins again at step 0, which gives the same run. Files that run.json names outside the run are
 * shown before they are opened: a run folder may come from anyone.
 *
 * @throws {ConfigInvalidError} when it is finished and no more steps are asked for, or when it is being trained
 * @throws {DatasetInvalidError} when the data are not those of the run any more, or are decoded by something else and that is
 *   not allowed
 */
export async function resumeRun({
  path,
  allowChange = false,
  data,
  more,
  openEngine,
  io,
  reporter,
}: ResumeRunOptions): Promise<PreparedRun & { readonly engine: Engine }> {
  const { store, record } = await openRun(path, io);
  const note = (text: string) => reporter.report({ type: "note", text });
  const training = trainingOf(record, { path, io });
  if (record.state === "finished" && more === undefined) {
    throw new ConfigInvalidError({
      message: `Expected a run that is not finished, but ${path} ${record.reason === undefined ? `has all its ${training.totalSteps} steps` : `ended at step ${training.step}, since ${record.reason}`}.`,
      hint: `Look at it with: ${io.program} explain ${shellWord(path)}, or train on with: ${io.program} train ${shellWord(path)} --more STEPS`,
    });
  }
  const standing = await standingOf(store, record);
  if (standing === "running") {
    throw new ConfigInvalidError({
      message: `Expected a run that nobody trains, but a process on this machine is training ${path}.`,
      hint: "Wait until it has finished, or stop it there with Ctrl-C first.",
    });
  }
  if (standing === "interrupted")
    note("this run was interrupted without a word, and goes on from its last checkpoint.");
  if (standing === "not known") {
    note(
      "run.json says that this run is still going on, and whether it is cannot be seen from here; make sure that no other process trains it.",
    );
  }
  const asked = resolveConfig([{ origin: "file", values: training.config }]).config;
  const moved = data === undefined ? undefined : movedSpec(asked.data, await namedData(data, {}, io));
  const here: RunConfig = moved === undefined ? asked : { ...asked, data: withAbsolutePaths(moved, io.cwd) };
  if (moved === undefined) await announcePaths(asked.data, { store, reporter });
  const dataset = await openTrainingData(here, { signal: io.signal, recorded: training.dataset });
  if (dataset.info.sha256 !== training.dataset.sha256)
    throw otherData({ path, training, dataset, moved, io });
  const change = decoderChange(training.dataset, dataset.info);
  if (change !== undefined && !allowChange) {
    throw new DatasetInvalidError({
      message: `Expected the pictures of ${path} to be decoded by ${change.before} as before, but here it is ${change.now}: the same files can give other pixels.`,
      hint: `Install that version of it, or go on all the same: ${io.program} train --resume ${shellWord(path)} --allow-change`,
    });
  }
  const checkpoint = await newestResumable(store);
  if (checkpoint === undefined)
    note("there is no checkpoint to go on from yet, so it begins again at step 0.");
  const longer =
    more === undefined ? undefined : moreSteps(here, { more, at: checkpoint?.manifest.step ?? 0 });
  const config = longer?.config ?? here;
  for (const text of longer?.changes ?? []) note(`${text}; run.json says so.`);
  if (moved !== undefined)
    note(`its data are the same at another place: ${placeOf(here.data)}; run.json names it from here on.`);
  const engine = await openEngine(backendNames.find((name) => name === record.backend.name));
  if (engine.backend.name !== record.backend.name) {
    note(
      `it began on ${record.backend.name} and goes on on ${engine.backend.name}: not exactly the same numbers.`,
    );
  }
  if (change !== undefined) {
    note(
      `pictures were decoded by ${change.before} and are decoded by ${change.now} from here on; run.json says so.`,
    );
  }
  const { reason: _, ...rest } = record;
  const { name, device } = engine.backend;
  return {
    store,
    config,
    dataset,
    engine,
    record: {
      ...rest,
      state: "running",
      versions: {
        ...engine.versions,
        ...earlierDecoders(record.versions),
        ...(change === undefined
          ? {}
          : { [`${decoderKey}${checkpoint?.manifest.step ?? 0}`]: change.before }),
      },
      backend: { name, device },
      training: {
        ...training,
        ...(longer === undefined && moved === undefined
          ? {}
          : {
              config: { ...config },
              origin: { ...training.origin, ...longer?.origin, ...movedOrigin(moved) },
            }),
        ...(longer === undefined
          ? {}
          : {
              totalSteps: config.schedule.totalSteps,
              allowedChanges: [...(training.allowedChanges ?? []), ...longer.changes],
            }),
        step: checkpoint?.manifest.step ?? 0,
        ...(change === undefined ? {} : { dataset: { ...training.dataset, ...decoderOf(dataset.info) } }),
      },
    },
    ...(checkpoint === undefined ? {} : { resume: checkpoint }),
  };
}

function otherData({
  path,
  training,
  dataset,
  moved,
  io,
}: {
  readonly path: string;
  readonly training: TrainingRecord;
  readonly dataset: Dataset;
  readonly moved: DatasetSpec | undefined;
  readonly io: Pick<CliIo, "program">;
}): DatasetInvalidError {
  const { name, sha256 } = dataset.info;
  const hashes = `(sha256 ${training.dataset.sha256.slice(0, 12)}…)`;
  return new DatasetInvalidError({
    message:
      moved === undefined
        ? `Expected the data that ${path} was trained on ${hashes}, but ${name} has changed since (now ${sha256.slice(0, 12)}…).`
        : `Expected the data that ${path} was trained on ${hashes} at their new place, but ${placeOf(moved)} holds other ones (${sha256.slice(0, 12)}…).`,
    hint: `Put the data back as they were, name their place with --data, or start a new run. To look at the run against other data: ${io.program} explain ${shellWord(path)} --compare-with ${moved === undefined ? "FOLDER" : shellWord(placeOf(moved))}`,
  });
}

function placeOf(data: DatasetSpec): string {
  return typeof data === "string" ? data : (pathsOf(data)[0] ?? "");
}

function movedOrigin(moved: DatasetSpec | undefined): TrainingRecord["origin"] {
  if (moved === undefined || typeof moved === "string") return {};
  if ("folder" in moved) return { "data.folder.path": "set" };
  return "file" in moved
    ? { "data.file.path": "set", "data.file.labels": "set" }
    : { "data.idx.images": "set", "data.idx.labels": "set" };
}

/** @throws {ConfigInvalidError} when the run was not trained here */
function trainingOf(
  { training, kind }: RunRecord,
  { path, io }: { readonly path: string; readonly io: Pick<CliIo, "program"> },
): TrainingRecord {
  if (training !== undefined) return training;
  throw new ConfigInvalidError({
    message: `Expected a run that was trained here, but ${path} is ${kind}.`,
    hint: `Look at it with: ${io.program} explain ${shellWord(path)}`,
  });
}

/** What `versions` of run.json calls the decoder that was replaced, followed by the step. */
const decoderKey = "decoder until step ";

function earlierDecoders(versions: RunRecord["versions"]): RunRecord["versions"] {
  return Object.fromEntries(Object.entries(versions).filter(([name]) => name.startsWith(decoderKey)));
}

/** What decoded then and decodes now, where the two differ. */
function decoderChange(
  { decoder: then }: DatasetInfo,
  { decoder: now }: DatasetInfo,
): { readonly before: string; readonly now: string } | undefined {
  if (then === undefined || now === undefined) return undefined;
  const [before, after] = [then, now].map(({ name, version }) => `${name} ${version}`) as [string, string];
  return before === after ? undefined : { before, now: after };
}

function decoderOf({ decoder }: DatasetInfo): Pick<DatasetInfo, "decoder"> {
  return decoder === undefined ? {} : { decoder };
}

async function newestResumable(reader: RunReader): Promise<Checkpoint | undefined> {
  for (const step of [...(await listCheckpoints(reader))].reverse()) {
    const checkpoint = await openCheckpoint(reader, step);
    if (checkpoint.manifest.resumable) return checkpoint;
  }
  return undefined;
}
