import { mkdir, readdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { BackendName } from "@ganlens/backend";
import { ConfigInvalidError } from "@ganlens/core";
import { holdsOnlyLeftovers } from "@ganlens/core/node";
import { type PartialConfig, parseAssignment } from "../config/config-layers.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { findPreset } from "../presets/presets.ts";
import { fitRun, newRunRecord } from "../runs/new-run.ts";
import { findTrainer } from "../trainers/trainers.ts";
import { lockFolder } from "./lock-folder.ts";
import { openTrainingBackend } from "./open-training-backend.ts";
import { openTrainingData, withAbsolutePaths, withTransform } from "./open-training-data.ts";
import type { PreparedRun } from "./prepared-run.ts";

export interface StartRunOptions {
  /** A new folder, or an empty one. */
  readonly folder: string;
  /** The name of a preset that the configuration starts from. */
  readonly preset?: string;
  /** Settings over those of the preset. */
  readonly config?: PartialConfig;
  /** Settings as on the command line: `["schedule.totalSteps=100"]`; over all others. */
  readonly set?: readonly string[];
  /** The backend to train on; the first that works unless given. */
  readonly backend?: BackendName;
  readonly signal?: AbortSignal;
  /** The wall clock, for run.json only. */
  readonly now?: () => Date;
}

/**
 * Prepares a new run in a folder: its configuration, its data, models that fit them, and the backend. Nothing is trained yet: that is
 * {@link trainRun}.
 *
 * @throws {ConfigInvalidError} for anything wrong with the configuration, or a folder that holds something
 * @throws {DatasetInvalidError} when the data cannot be read or are too few
 * @throws {RunBusyError} when another process begins a run in that folder
 * @throws {BackendUnavailableError} when the backend does not start
 */
export async function startRun({
  folder,
  preset,
  config: values = {},
  set = [],
  backend: required,
  signal = new AbortController().signal,
  now = () => new Date(),
}: StartRunOptions): Promise<PreparedRun> {
  const { config: asked, origin } = resolveConfig([
    ...(preset === undefined ? [] : [{ origin: "preset", values: findPreset(preset).config } as const]),
    { origin: "file", values },
    ...set.map((assignment) => ({ origin: "set", values: parseAssignment(assignment) }) as const),
  ]);
  const placed = { ...asked, data: withAbsolutePaths(asked.data, process.cwd()) };
  const dataset = await openTrainingData(placed, { signal });
  const chosen = { ...placed, data: withTransform(placed.data, dataset.info.transform) };
  const run = fitRun({ config: chosen, origin }, dataset);
  await findTrainer(run.config.trainer).check?.(run.config, dataset.info);
  const engine = await openTrainingBackend(required === undefined ? {} : { require: required });
  const place = resolve(folder);
  await mkdir(place, { recursive: true });
  if ((await readdir(place)).length > 0 && !(await holdsOnlyLeftovers(place))) {
    throw new ConfigInvalidError({
      message: `Expected a new folder for the run, but ${place} is not empty.`,
      hint: "Choose another one, or go on with the run that is there: resumeRun.",
    });
  }
  const name = basename(place);
  const record = newRunRecord({ name, run, dataset, preset, ...engine, startedAt: now().toISOString() });
  return { ...(await lockFolder(place)), config: run.config, dataset, record };
}
