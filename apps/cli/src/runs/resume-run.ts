import { type BackendName, backendNames } from "@ganlens/backend";
import {
  ConfigInvalidError,
  type DatasetInfo,
  DatasetInvalidError,
  type RunRecord,
  RunUnsupportedError,
  setAside,
  type TrainingRecord,
} from "@ganlens/core";
import type { RunLock } from "@ganlens/core/node";
import type { Dataset, DatasetSpec } from "@ganlens/datasets";
import {
  type ConfigDifference,
  type ConfigLayer,
  configDifferences,
  differenceWords,
  type RunConfig,
  recordedConfig,
  resolveConfig,
} from "@ganlens/training";
import type { PreparedRun } from "@ganlens/training/node";
import { lockFolder, openTrainingData, withAbsolutePaths } from "@ganlens/training/node";
import type { CliIo } from "../cli-io.ts";
import type { Engine } from "../engine/open-engine.ts";
import { readingProgress } from "../reporters/reading-progress.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { movedSpec } from "../subjects/moved-spec.ts";
import { announcePaths, pathsOf } from "../subjects/open-run-subject.ts";
import { namedData } from "../subjects/real-data.ts";
import { moreSteps } from "./more-steps.ts";
import { openRun } from "./open-run.ts";
import { shellWord } from "./shown-path.ts";
import { soundResumePoint } from "./sound-resume-point.ts";
import { versionChanges } from "./version-change.ts";

export interface ResumeRunOptions {
  readonly path: string;
  /** Whether another decoder than the run began with may read its pictures, and other versions of programs may train it. */
  readonly allowChange?: boolean;
  /** Settings that are to be other ones from here on, over those that were recorded. */
  readonly layers?: readonly ConfigLayer[];
  /** The new place of data that were moved; they must have the run's hash. */
  readonly data?: string | undefined;
  /** Steps to go on for beyond what was asked of the run. */
  readonly more?: number | undefined;
  /** `latest-valid`: from the newest checkpoint that is sound, where something is wrong; nothing may be, unless told. */
  readonly from?: "newest" | "latest-valid" | undefined;
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
 * @throws {ConfigInvalidError} when it is finished and no more steps are asked for
 * @throws {RunBusyError} when a process trains it
 * @throws {CheckpointCorruptError} when something that it goes on from is damaged or of another run; with `from: "latest-valid"`
 *   the newest sound checkpoint is taken instead
 * @throws {RunUnsupportedError} when run.json was changed since it was written, the folder cannot be written to, or programs are of
 *   other versions than before and that is not allowed
 * @throws {DatasetInvalidError} when the data are not those of the run any more, or are decoded by something else and that is
 *   not allowed
 */
export async function resumeRun(
  options: ResumeRunOptions,
): Promise<PreparedRun & { readonly engine: Engine }> {
  const { store } = await openRun(options.path, options.io);
  const { lock } = await lockFolder(store.location);
  try {
    return await prepareToGoOn(options, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function prepareToGoOn(
  {
    path,
    allowChange = false,
    data,
    layers = [],
    more,
    from = "newest",
    openEngine,
    io,
    reporter,
  }: ResumeRunOptions,
  lock: RunLock,
): Promise<PreparedRun & { readonly engine: Engine }> {
  // Read under the lock: until then another process may have trained on.
  const { store, record } = await openRun(path, io);
  const note = (text: string) => reporter.report({ type: "note", text });
  const training = trainingOf(record, { path, io });
  if (record.state === "finished" && more === undefined) {
    throw new ConfigInvalidError({
      message: `Expected a run that is not finished, but ${path} ${record.reason === undefined ? `has all its ${training.totalSteps} steps` : `ended at step ${training.step}, since ${record.reason}`}.`,
      hint: `Look at it with: ${io.program} explain ${shellWord(path)}, or train on with: ${io.program} train ${shellWord(path)} --more STEPS`,
    });
  }
  const point = await soundResumePoint(store, { record, from, path, io });
  if (record.state === "running" && lock.taken?.state === "gone")
    note("this run was interrupted without a word, and goes on from its last checkpoint.");
  else if (record.state === "running" || lock.taken?.state === "not known") {
    note(
      "a process that cannot be seen from here, on another machine perhaps, may still be training this run; make sure that none does.",
    );
  }
  for (const text of point.notes) note(text);
  const recorded = { origin: "file", values: recordedConfig(training.config) } as const;
  const before = resolveConfig([recorded]).config;
  const asked = layers.length === 0 ? before : resolveConfig([recorded, ...layers]).config;
  const settings = configDifferences(before, asked);
  assertChangeable(settings, { path, allowChange });
  const moved = data === undefined ? undefined : movedSpec(asked.data, await namedData(data, {}, io));
  const here: RunConfig = moved === undefined ? asked : { ...asked, data: withAbsolutePaths(moved, io.cwd) };
  if (moved === undefined) await announcePaths(asked.data, { store, reporter });
  const dataset = await openTrainingData(here, {
    signal: io.signal,
    recorded: training.dataset,
    onProgress: readingProgress(reporter, io),
  });
  if (dataset.info.sha256 !== training.dataset.sha256)
    throw otherData({ path, training, dataset, moved, io });
  const change = decoderChange(training.dataset, dataset.info);
  if (change !== undefined && !allowChange) {
    throw new DatasetInvalidError({
      message: `Expected the pictures of ${path} to be decoded by ${change.before} as before, but here it is ${change.now}: the same files can give other pixels.`,
      hint: `Install that version of it, or go on all the same: ${io.program} train --resume ${shellWord(path)} --allow-change`,
    });
  }
  const { checkpoint } = point;
  const step = checkpoint?.manifest.step ?? 0;
  const isEarly = record.state === "finished" && training.step < here.schedule.totalSteps;
  const stoppedAt = isEarly ? training.step : undefined;
  const longer = more === undefined ? undefined : moreSteps(here, { more, at: step, stoppedAt });
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
  const versions = versionChanges(record, engine);
  if (versions.length > 0 && !allowChange) {
    throw new RunUnsupportedError({
      message: `Expected ${path} to go on with the versions that it began with, but ${versions.join(", ")}: the same step can give other numbers.`,
      hint: `Install those versions, or go on all the same: ${io.program} train --resume ${shellWord(path)} --allow-change`,
    });
  }
  const at = `from step ${step} on`;
  const changes = [
    ...(longer?.changes ?? []),
    ...[...settings.map(differenceWords), ...versions].map((words) => `${at}, ${words}`),
  ];
  for (const each of settings) note(`${differenceWords(each)}; run.json says so.`);
  for (const words of versions) note(`${words}; run.json says so.`);
  if (change !== undefined) {
    note(
      `pictures were decoded by ${change.before} and are decoded by ${change.now} from here on; run.json says so.`,
    );
  }
  for (const step of point.setAside) await setAside(store, step);
  const { reason: _, ...rest } = record;
  const { name, device } = engine.backend;
  return {
    store,
    lock,
    mendLog: point.mendLog,
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
        ...(longer === undefined && moved === undefined && settings.length === 0
          ? {}
          : {
              config: { ...config },
              origin: {
                ...training.origin,
                ...longer?.origin,
                ...movedOrigin(moved),
                ...Object.fromEntries(settings.map(({ key }) => [key, "set" as const])),
              },
            }),
        ...(longer === undefined
          ? {}
          : {
              totalSteps: config.schedule.totalSteps,
            }),
        ...(changes.length === 0 ? {} : { allowedChanges: [...(training.allowedChanges ?? []), ...changes] }),
        step: checkpoint?.manifest.step ?? 0,
        ...(change === undefined ? {} : { dataset: { ...training.dataset, ...decoderOf(dataset.info) } }),
      },
    },
    ...(checkpoint === undefined ? {} : { resume: checkpoint }),
  };
}

/** What belongs to the networks, their data and their seed; with other ones it would be another run. */
const fixed = [
  "trainer",
  "seed",
  "data",
  "generator",
  "discriminator",
  "autoencoder",
  "classifier",
  "conditional",
];

/** @throws {ConfigInvalidError} when settings differ and that is not allowed, or cannot be */
function assertChangeable(
  settings: readonly ConfigDifference[],
  { path, allowChange }: Pick<ResumeRunOptions, "path"> & { readonly allowChange: boolean },
): void {
  const never = settings.find(({ key }) => fixed.includes(key.split(".")[0] as string));
  if (never !== undefined) {
    throw new ConfigInvalidError({
      message: `Expected ${path} to keep its networks, data and seed, received another ${differenceWords(never)}.`,
      hint: "Start a new run with it.",
    });
  }
  if (settings.length === 0 || allowChange) return;
  throw new ConfigInvalidError({
    message: `Expected ${path} to go on with the configuration that it began with, received ${settings.map(differenceWords).join("; ")}.`,
    hint: "Leave it out, or add --allow-change: run.json then says what was changed from which step on.",
  });
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
