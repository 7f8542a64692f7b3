import type { BackendName } from "@ganlens/backend";
import { type Command, Option } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { type PictureOptions, pictureOptions } from "../options/picture-options.ts";
import { seedOption } from "../options/seed-option.ts";
import { setOption } from "../options/set-option.ts";
import { threadsOption } from "../options/threads-option.ts";
import { trainingImagesOption } from "../options/training-images-option.ts";
import type { CliCommand } from "./cli-command.ts";

interface DemoOptions extends PictureOptions {
  readonly glance?: true;
  /** What `--glance` was called before. */
  readonly quick?: true;
  readonly data?: string;
  readonly set?: readonly string[];
  readonly out?: string;
  readonly seed?: number;
  readonly trainingImages: boolean;
  readonly threads: number;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

const preset = "demo";

/** What `--glance` trains; enough to see strokes. */
const glanceSchedule = { totalSteps: 250, sampleEvery: 50, checkpointEvery: 125, snapshots: 9 };
/** `ganlens demo` */
export const demoCommand: CliCommand = {
  name: "demo",
  summary: "Trains a small GAN on handwritten digits or on your own images, and explains what it learned.",
  examples: [
    "demo",
    "demo --glance",
    "demo --data ./my-images",
    "demo --data ./my-images --size 32 --fit contain",
    "demo --seed 7 --out runs/seven --log json",
  ],
  define(command: Command, io: CliIo): void {
    const { size, channels, fit, allowLarge } = pictureOptions();
    command
      .option("--glance", "a minute in all: less training, and answers that say no more than notes")
      .addOption(new Option("--quick").hideHelp())
      .option(
        "--data <path-or-name>",
        "a folder of your own images, with a sub-folder for each class if there are any, a file of them (.npz, .npy, IDX, .safetensors, .zip, .parquet, CIFAR's binary files or their folder), at least 200, or a name of `ganlens list datasets`",
      )
      .addOption(allowLarge)
      .addOption(size)
      .addOption(channels)
      .addOption(fit)
      .addOption(setOption())
      .addOption(seedOption())
      .option("--out <folder>", "the run folder; a new one under runs/, if left out")
      .addOption(
        trainingImagesOption("write no picture of real data into the run folder, nor into its report"),
      )
      .addOption(threadsOption())
      .addOption(backendOption())
      .addOption(logOption())
      .action((options: DemoOptions) => demo(options, io));
  },
};

async function demo(options: DemoOptions, io: CliIo): Promise<void> {
  const { lenses } = await import("@ganlens/interpret");
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { openEngine } = await import("../engine/open-engine.ts");
  const { askLenses } = await import("../runs/ask-lenses.ts");
  const { configLayers } = await import("../runs/settings-from-options.ts");
  const { startRun } = await import("../runs/start-run.ts");
  const { trainRun } = await import("../runs/train-run.ts");
  const { out, trainingImages } = options;
  const glance = options.glance === true || options.quick === true;
  await withReporter(options.log, io, async (reporter) => {
    const run = await startRun({
      preset,
      layers: [
        ...(glance ? [{ origin: "set", values: { schedule: glanceSchedule } } as const] : []),
        ...(await configLayers(options, io)),
      ],
      out,
      openEngine: () => openEngine({ require: options.backend }),
      io,
      reporter,
    });
    await trainRun({ run, io, reporter, threads: options.threads, position: { index: 1, count: 3 } });
    await askLenses({
      store: run.store,
      record: run.record,
      lenses,
      named: false,
      effort: glance ? "glance" : "quick",
      seed: run.record.training.seed,
      trainingImages,
      threads: { count: options.threads, backend: run.engine.backend.name },
      io,
      reporter,
      stagesBefore: 1,
    });
  });
}
