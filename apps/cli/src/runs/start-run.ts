import { basename } from "node:path";
import type { TrainingRecord } from "@ganlens/core";
import {
  type ConfigLayer,
  findPreset,
  fitRun,
  newRunRecord,
  type RunConfig,
  resolveConfig,
} from "@ganlens/training";
import type { PreparedRun } from "@ganlens/training/node";
import { lockFolder, openTrainingData, withAbsolutePaths, withTransform } from "@ganlens/training/node";
import type { CliIo } from "../cli-io.ts";
import type { Engine } from "../engine/open-engine.ts";
import { readingProgress } from "../reporters/reading-progress.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { createRunFolder } from "./create-run-folder.ts";

export interface StartRunOptions {
  readonly preset: string | undefined;
  /** What lies over the preset, from the weakest to the strongest. */
  readonly layers: readonly ConfigLayer[];
  readonly out: string | undefined;
  /** Starts tfjs; called when the configuration and the data are known to be good. */
  readonly openEngine: () => Promise<Engine>;
  readonly io: CliIo;
  readonly reporter: Reporter;
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
 * @throws {RunBusyError} when another process begins a run in that folder
 */
export async function startRun(options: StartRunOptions): Promise<PreparedRun & { readonly engine: Engine }> {
  const { preset, out, openEngine, io, reporter } = options;
  const { config: resolved, origin } = resolveRun(options);
  const dataset = await openTrainingData(resolved, {
    signal: io.signal,
    onProgress: readingProgress(reporter, io),
  });
  const config = { ...resolved, data: withTransform(resolved.data, dataset.info.transform) };
  const run = fitRun({ config, origin }, dataset);
  const engine = await openEngine();
  const folder = await createRunFolder({ out, stem: preset ?? config.trainer, io });
  const { name, device } = engine.backend;
  return {
    ...(await lockFolder(folder)),
    config: run.config,
    dataset,
    engine,
    record: newRunRecord({
      name: basename(folder),
      run,
      dataset,
      preset,
      versions: engine.versions,
      backend: { name, device },
      startedAt: io.now().toISOString(),
    }),
  };
}
