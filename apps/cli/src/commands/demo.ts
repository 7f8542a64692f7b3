import type { BackendName } from "@ganlens/backend";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { type PictureOptions, pictureOptions } from "../options/picture-options.ts";
import { seedOption } from "../options/seed-option.ts";
import { setOption } from "../options/set-option.ts";
import { trainingImagesOption } from "../options/training-images-option.ts";
import type { CliCommand } from "./cli-command.ts";

interface DemoOptions extends PictureOptions {
  readonly quick?: true;
  readonly data?: string;
  readonly set?: readonly string[];
  readonly out?: string;
  readonly seed?: number;
  readonly trainingImages: boolean;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

const preset = "demo";

/** What `--quick` trains; enough to see strokes. */
const quickSchedule = { totalSteps: 250, sampleEvery: 50, checkpointEvery: 125, snapshots: 9 };
/** How long `--quick` trains the autoencoders that it looks through, in steps. */
const quickAutoencoder = { steps: 400 };
/** What `--quick` asks less of. */
const quickOptions = {
  distance: { historyCount: 500 },
  reconstruction: quickAutoencoder,
  compression: quickAutoencoder,
  identifiability: { ...quickAutoencoder, testCount: 2000, jacobianPoints: 16 },
};

/** `ganlens demo` */
export const demoCommand: CliCommand = {
  name: "demo",
  summary: "Trains a small GAN on handwritten digits or on your own images, and explains what it learned.",
  examples: [
    "demo",
    "demo --quick",
    "demo --data ./my-images",
    "demo --data ./my-images --size 32 --fit contain",
    "demo --seed 7 --out runs/seven --log json",
  ],
  define(command: Command, io: CliIo): void {
    const { size, channels, fit } = pictureOptions();
    command
      .option("--quick", "a minute in all: less training, coarser answers")
      .option(
        "--data <path-or-name>",
        "a folder of your own images, with a sub-folder for each class if there are any, a file of them (.npz, .npy, IDX, .safetensors), at least 200, or a name of `ganlens list datasets`",
      )
      .addOption(size)
      .addOption(channels)
      .addOption(fit)
      .addOption(setOption())
      .addOption(seedOption())
      .option("--out <folder>", "the run folder; a new one under runs/, if left out")
      .addOption(trainingImagesOption())
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
  const { quick = false, out, trainingImages } = options;
  await withReporter(options.log, io, async (reporter) => {
    const run = await startRun({
      preset,
      layers: [
        ...(quick ? [{ origin: "set", values: { schedule: quickSchedule } } as const] : []),
        ...(await configLayers(options, io)),
      ],
      out,
      openEngine: () => openEngine({ require: options.backend }),
      io,
    });
    await trainRun({ run, io, reporter, position: { index: 1, count: 3 } });
    await askLenses({
      store: run.store,
      record: run.record,
      lenses,
      ...(quick ? { options: quickOptions } : {}),
      named: false,
      effort: "quick",
      seed: run.record.training.seed,
      trainingImages,
      io,
      reporter,
      stagesBefore: 1,
    });
  });
}
