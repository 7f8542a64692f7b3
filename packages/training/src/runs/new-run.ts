import { ConfigInvalidError, type RunRecord, type TrainingRecord } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { assertBatchFits } from "../config/assert-batch-fits.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { RunConfig } from "../config/run-config.ts";
import { findTrainer } from "../trainers/trainers.ts";
import { trainedSubject } from "./trained-subject.ts";

/** The record of a run that is trained. */
export type TrainedRunRecord = RunRecord & { readonly training: TrainingRecord };

/** A configuration whose models fit the data, and where each of its values came from. */
export interface FittedRun {
  readonly config: RunConfig;
  readonly origin: TrainingRecord["origin"];
}

/**
 * Fits the models of a configuration to its data.
 *
 * @throws {ConfigInvalidError} when a setting that was chosen is not that of the data, a model cannot be fitted to them, or a batch
 *   is larger than they are
 */
export function fitRun({ config, origin }: ResolvedConfig, dataset: Dataset): FittedRun {
  const fitted = findTrainer(config.trainer).fit(config, dataset.info);
  assertBatchFits(fitted, dataset);
  assertKept(origin, { config: { ...config }, fitted: { ...fitted }, data: dataset.info.name });
  return { config: fitted, origin: originOfAll({ ...fitted }, origin) };
}

export interface NewRunRecordOptions extends Pick<RunRecord, "name" | "versions" | "backend" | "startedAt"> {
  readonly run: FittedRun;
  readonly dataset: Dataset;
  readonly preset?: string | undefined;
}

/** What run.json says of a run before its first step. */
export function newRunRecord({
  run: { config, origin },
  dataset: { info },
  preset,
  ...rest
}: NewRunRecordOptions): TrainedRunRecord {
  return {
    schemaVersion: 2,
    kind: "trained",
    name: rest.name,
    subject: trainedSubject(config, info),
    state: "running",
    versions: rest.versions,
    backend: rest.backend,
    startedAt: rest.startedAt,
    training: {
      trainer: config.trainer,
      preset: preset ?? null,
      config: { ...config },
      origin,
      seed: config.seed,
      dataset: info,
      step: 0,
      totalSteps: config.schedule.totalSteps,
      seconds: 0,
      imagesPerSecond: 0,
    },
  };
}

/** @throws {ConfigInvalidError} when a model's setting that the user chose is not that of the data */
function assertKept(
  origin: TrainingRecord["origin"],
  { config, fitted, data }: Readonly<Record<"config" | "fitted", Settings>> & { readonly data: string },
): void {
  for (const [key, from] of Object.entries(origin)) {
    const [chosen, taken] = [settingOf(config, key), settingOf(fitted, key)].map((value) =>
      JSON.stringify(value),
    );
    if ((from !== "set" && from !== "file") || !key.includes(".") || chosen === taken) continue;
    throw new ConfigInvalidError({
      message: `Expected ${key} to fit the data, received ${chosen}, but ${data} needs ${taken ?? "none"}.`,
      hint: `Leave ${key} out: it follows the data. For a folder of images, --size and --channels say what becomes of them.`,
    });
  }
}

type Settings = Readonly<Record<string, unknown>>;

function settingOf(settings: Settings, key: string): unknown {
  return key.split(".").reduce<unknown>((value, name) => (value as Settings | undefined)?.[name], settings);
}

/** Adds the settings that fitting to the data brought. */
function originOfAll(
  config: Readonly<Record<string, unknown>>,
  origin: TrainingRecord["origin"],
): TrainingRecord["origin"] {
  const keysOf = (value: unknown, path: string): readonly string[] =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`))
      : [path];
  return Object.fromEntries(keysOf(config, "").map((key) => [key, origin[key] ?? "default"]));
}
