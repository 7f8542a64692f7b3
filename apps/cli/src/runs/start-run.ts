import { basename } from "node:path";
import { ConfigInvalidError, type TrainingRecord } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import {
  assertBatchFits,
  type ConfigLayer,
  findPreset,
  findTrainer,
  type RunConfig,
  resolveConfig,
  trainedSubject,
} from "@ganlens/training";
import type { CliIo } from "../cli-io.ts";
import type { Engine } from "../engine/open-engine.ts";
import { createRunFolder } from "./create-run-folder.ts";
import { openTrainingData, withAbsolutePaths, withTransform } from "./open-training-data.ts";
import type { PreparedRun } from "./prepared-run.ts";

export interface StartRunOptions {
  readonly preset: string | undefined;
  /** What lies over the preset, from the weakest to the strongest. */
  readonly layers: readonly ConfigLayer[];
  readonly out: string | undefined;
  /** Starts tfjs; called when the configuration and the data are known to be good. */
  readonly openEngine: () => Promise<Engine>;
  readonly io: CliIo;
}

/** A configuration that is complete but not yet fitted to its data. */
function resolveRun({ preset, layers, io }: Pick<StartRunOptions, "preset" | "layers" | "io">): {
  readonly config: RunConfig;
  readonly origin: TrainingRecord["origin"];
} {
  const below: readonly ConfigLayer[] =
    preset === undefined ? [] : [{ origin: "preset", values: findPreset(preset).config }];
  const { config, origin } = resolveConfig([...below, ...layers]);
  return { config: { ...config, data: withAbsolutePaths(config.data, io.cwd) }, origin };
}

/**
 * Prepares a new run: configuration, data, models that fit them, and only then the folder.
 *
 * @throws {ConfigInvalidError} for anything wrong with the configuration or the folder's name
 * @throws {DatasetInvalidError} when the data cannot be read or are too few
 */
export async function startRun(options: StartRunOptions): Promise<PreparedRun & { readonly engine: Engine }> {
  const { preset, out, openEngine, io } = options;
  const { config: resolved, origin } = resolveRun(options);
  const dataset = await openTrainingData(resolved, { signal: io.signal });
  const config = { ...resolved, data: withTransform(resolved.data, dataset.info.transform) };
  const fitted = findTrainer(config.trainer).fit(config, dataset.info);
  assertBatchFits(fitted, dataset);
  assertKept(origin, { config: { ...config }, fitted: { ...fitted }, data: dataset.info.name });
  const engine = await openEngine();
  const folder = await createRunFolder({ out, stem: preset ?? config.trainer, io });
  const { name, device } = engine.backend;
  return {
    store: new FolderRunStore(folder),
    config: fitted,
    dataset,
    engine,
    record: {
      schemaVersion: 2,
      kind: "trained",
      name: basename(folder),
      subject: trainedSubject(fitted, dataset.info),
      state: "running",
      versions: engine.versions,
      backend: { name, device },
      startedAt: io.now().toISOString(),
      training: {
        trainer: fitted.trainer,
        preset: preset ?? null,
        config: { ...fitted },
        origin: originOfAll({ ...fitted }, origin),
        seed: fitted.seed,
        dataset: dataset.info,
        step: 0,
        totalSteps: fitted.schedule.totalSteps,
        seconds: 0,
        imagesPerSecond: 0,
      },
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
