import { type BackendName, backendNames } from "@ganlens/backend";
import {
  ConfigInvalidError,
  DatasetInvalidError,
  findResumePoint,
  readJson,
  runLayout,
  runRecordSchema,
  setAside,
} from "@ganlens/core";
import { FolderRunStore, type RunLock } from "@ganlens/core/node";
import { recordedConfig } from "../config/recorded-config.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { lockFolder } from "./lock-folder.ts";
import { openTrainingBackend } from "./open-training-backend.ts";
import { openTrainingData } from "./open-training-data.ts";
import type { PreparedRun } from "./prepared-run.ts";

export interface ResumeRunOptions {
  readonly folder: string;
  /** `latest-valid` goes back to the newest checkpoint that is sound; by default nothing may be wrong. */
  readonly from?: "newest" | "latest-valid";
  /** The backend to go on on; that of the run where it works unless given. */
  readonly backend?: BackendName;
  readonly signal?: AbortSignal;
}

/**
 * Prepares a run that was stopped or killed to go on exactly where its newest checkpoint was saved, with its own configuration and
 * data; without one it begins again, which gives the same run.
 *
 * @throws {ConfigInvalidError} when it is finished, or was not trained here
 * @throws {RunUnsupportedError} when there is none, or run.json was changed since it was written
 * @throws {RunBusyError} when a process trains it
 * @throws {CheckpointCorruptError} when something that it goes on from is damaged or of another run
 * @throws {DatasetInvalidError} when the data are not those of the run any more
 * @throws {BackendUnavailableError} when the backend does not start
 */
export async function resumeRun(options: ResumeRunOptions): Promise<PreparedRun> {
  await recordIn(options.folder);
  const { store, lock } = await lockFolder(options.folder);
  try {
    return { store, lock, ...(await prepare(options, { store, lock })) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function prepare(
  { folder, from = "newest", backend: required, signal = new AbortController().signal }: ResumeRunOptions,
  { store }: { readonly store: FolderRunStore; readonly lock: RunLock },
): Promise<Omit<PreparedRun, "store" | "lock">> {
  // Read under the lock: until then another process may have trained on.
  const record = await recordIn(folder);
  const { training, reason: _, ...rest } = record;
  if (training === undefined) {
    throw new ConfigInvalidError({
      message: `Expected a run that was trained here, but ${folder} is ${record.kind}.`,
    });
  }
  if (record.state === "finished") {
    throw new ConfigInvalidError({
      message: `Expected a run that is not finished, but ${folder} has all its ${training.totalSteps} steps.`,
    });
  }
  const point = await findResumePoint(store, { record, from });
  const { config } = resolveConfig([{ origin: "file", values: recordedConfig(training.config) }]);
  const dataset = await openTrainingData(config, { signal, recorded: training.dataset });
  if (dataset.info.sha256 !== training.dataset.sha256) {
    throw new DatasetInvalidError({
      message: `Expected the data that ${folder} was trained on (sha256 ${training.dataset.sha256.slice(0, 12)}…), but ${dataset.info.name} has changed since (now ${dataset.info.sha256.slice(0, 12)}…).`,
      hint: "Put the data back as they were, or start a new run.",
    });
  }
  const prefer = backendNames.find((name) => name === record.backend.name);
  const engine = await openTrainingBackend(
    required === undefined ? (prefer === undefined ? {} : { prefer }) : { require: required },
  );
  for (const step of point.setAside) await setAside(store, step);
  const { checkpoint: resume, mendLog } = point;
  const step = resume?.manifest.step ?? 0;
  return {
    config,
    dataset,
    mendLog,
    record: { ...rest, ...engine, state: "running", training: { ...training, step } },
    ...(resume === undefined ? {} : { resume }),
  };
}

async function recordIn(folder: string) {
  return readJson(new FolderRunStore(folder), runLayout.record, runRecordSchema, "a run record");
}
