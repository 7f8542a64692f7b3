import type { BackendName } from "@ganlens/backend";
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
import { type RunConfig, resolveConfig } from "@ganlens/training";
import type { CliIo } from "../cli-io.ts";
import type { Engine } from "../engine/open-engine.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { openRun } from "./open-run.ts";
import { openTrainingData } from "./open-training-data.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { shellWord } from "./shown-path.ts";

export interface ResumeRunOptions {
  readonly path: string;
  /** Whether another decoder than the run began with may read its pictures. */
  readonly allowChange?: boolean;
  /** Starts tfjs, on the backend of the run where it can be had. */
  readonly openEngine: (prefer: BackendName) => Promise<Engine>;
  readonly io: CliIo;
  readonly reporter: Reporter;
}

/**
 * Prepares a run that did not finish to go on from its newest resumable checkpoint, with its own configuration.
 *
 * Without such a checkpoint it begins again at step 0, which gives the same run.
 *
 * @throws {ConfigInvalidError} when it is finished
 * @throws {DatasetInvalidError} when the data are not those of the run any more, or are decoded by something else and that is
 *   not allowed
 */
export async function resumeRun({
  path,
  allowChange = false,
  openEngine,
  io,
  reporter,
}: ResumeRunOptions): Promise<PreparedRun & { readonly engine: Engine }> {
  const { store, record } = await openRun(path, io);
  const note = (text: string) => reporter.report({ type: "note", text });
  const training = trainingOf(record, { path, io });
  if (record.state === "finished") {
    throw new ConfigInvalidError({
      message: `Expected a run that is not finished, but ${path} has all its ${training.totalSteps} steps.`,
      hint: `Look at it with: ${io.program} explain ${shellWord(path)}, or train on with: ${io.program} train ${shellWord(path)} --more STEPS`,
    });
  }
  if (record.state === "running") {
    note("run.json says that this run is still going on; make sure that no other process trains it.");
  }
  const { config } = resolveConfig([{ origin: "file", values: training.config }]);
  const dataset = await openTrainingData(config, { signal: io.signal, recorded: training.dataset });
  if (dataset.info.sha256 !== training.dataset.sha256) {
    throw new DatasetInvalidError({
      message: `Expected the data that ${path} was trained on, but ${dataset.info.name} has changed since.`,
      hint: "Put the data back as they were, or start a new run.",
    });
  }
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
  const engine = await openEngine(record.backend.name as BackendName);
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
    config: config as RunConfig,
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
        step: checkpoint?.manifest.step ?? 0,
        ...(change === undefined ? {} : { dataset: { ...training.dataset, ...decoderOf(dataset.info) } }),
      },
    },
    ...(checkpoint === undefined ? {} : { resume: checkpoint }),
  };
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
