import type { BackendName } from "@ganlens/backend";
import { ConfigInvalidError, type Effort } from "@ganlens/core";
import { type Command, Option } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { seedOption } from "../options/seed-option.ts";
import { trainingImagesOption } from "../options/training-images-option.ts";
import type { CliCommand } from "./cli-command.ts";

interface ExplainOptions {
  readonly lens?: readonly string[];
  readonly effort: Effort;
  readonly seed?: number;
  readonly trainingImages: boolean;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

/** `ganlens explain RUN` */
export const explainCommand: CliCommand = {
  name: "explain",
  summary: "Asks the lenses what the generator of a run has learned, and writes its report.",
  examples: [
    "explain runs/demo-20260131-093005",
    "explain runs/demo-20260131-093005 --lens compression identifiability",
    "explain runs/demo-20260131-093005 --effort normal --seed 1",
  ],
  define(command: Command, io: CliIo): void {
    command
      .argument("[run]", "the run folder")
      .option("--lens <id...>", "only these lenses; all that can be asked, if left out")
      .addOption(
        new Option("--effort <effort>", "quick answers within a minute or so; normal repeats over seeds")
          .choices(["quick", "normal"])
          .default("quick"),
      )
      .addOption(seedOption())
      .addOption(trainingImagesOption())
      .addOption(backendOption())
      .addOption(logOption())
      .action((run: string | undefined, options: ExplainOptions) => explain(run, options, io));
  },
};

async function explain(path: string | undefined, options: ExplainOptions, io: CliIo): Promise<void> {
  if (path === undefined) {
    throw new ConfigInvalidError({
      message: "Expected the run folder as the first argument, received none.",
      hint: `For example: ${io.program} explain runs/demo-20260131-093005 --lens compression`,
    });
  }
  const { findLens, lenses } = await import("@ganlens/interpret");
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { openEngine } = await import("../engine/open-engine.ts");
  const { askLenses } = await import("../runs/ask-lenses.ts");
  const { openRun } = await import("../runs/open-run.ts");
  const { effort, trainingImages } = options;
  await withReporter(options.log, io, async (reporter) => {
    const ids = [...new Set((options.lens ?? []).flatMap((id) => id.split(",")))];
    const asked = ids.map(findLens);
    const { store, record } = await openRun(path, io);
    if (record.state === "running") {
      const text = `run.json says that this run is still training, at step ${record.step} of ${record.totalSteps}; if it was interrupted, go on with: ${io.program} train --resume ${path}`;
      reporter.report({ type: "note", text });
    }
    await openEngine({ require: options.backend });
    await askLenses({
      store,
      lenses: asked.length === 0 ? lenses : asked,
      named: asked.length > 0,
      effort,
      seed: options.seed ?? record.seed,
      trainingImages,
      io,
      reporter,
      stagesBefore: 0,
    });
  });
}
