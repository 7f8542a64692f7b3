import type { BackendName } from "@ganlens/backend";
import { ConfigInvalidError } from "@ganlens/core";
import type { ConfigLayer } from "@ganlens/training";
import { type Command, Option } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { type PictureOptions, pictureOptions } from "../options/picture-options.ts";
import { seedOption } from "../options/seed-option.ts";
import { setOption } from "../options/set-option.ts";
import { threadsOption } from "../options/threads-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import type { StartRunOptions } from "../runs/start-run.ts";
import type { CliCommand } from "./cli-command.ts";

interface TrainOptions extends PictureOptions {
  readonly config?: string;
  readonly set?: readonly string[];
  readonly data?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly allowChange?: boolean;
  readonly more?: number;
  readonly from?: "latest-valid";
  readonly seed?: number;
  readonly steps?: number;
  readonly backend?: BackendName;
  readonly fallback?: boolean;
  readonly threads?: number;
  readonly log: LogForm;
}

const diskText = `
Disk: the newest checkpoint that training can go on from stays (4.6 MB in demo,
20 MB in mlp-gan), and 9 of the generator alone (0.8 MB, 2.3 MB each). With --set
schedule.keepLast=3 the newest three of the former stay, schedule.keepEvery=1000
keeps one every 1000 steps for good; schedule.snapshots is the number of the latter.`;

/** `ganlens train [PRESET]` */
export const trainCommand: CliCommand = {
  name: "train",
  summary: "Trains a preset or a configuration of your own, or goes on with a run that was stopped.",
  examples: [
    "train demo --seed 3",
    "train dcgan --data ./my-images --size 32 --channels 3 --steps 2000",
    "train mlp-gan --data images.npz",
    "train dcgan --data pictures.zip --size 32",
    "train mlp-gan --set generator.latent=32 batchSize=32 --out runs/small",
    "train --config my-gan.json",
    "train --resume runs/demo-20260131-093005",
    "train --resume runs/mine --data ./moved-images",
    "train --resume runs/mine --from latest-valid",
    "train runs/mine --more 1000",
  ],
  define(command: Command, io: CliIo): void {
    const { size, channels, fit, allowLarge } = pictureOptions();
    command
      .argument(
        "[preset]",
        "where the configuration starts from; demo, unless a configuration names its trainer. With --more, a run folder",
      )
      .option("--config <file>", "a JSON file whose settings lie over the preset's")
      .addOption(setOption())
      .option(
        "--data <path-or-name>",
        "a folder of images, with a sub-folder for each class if there are any, a file of them (.npz, .npy, IDX, .safetensors, .zip, .parquet, CIFAR's binary files or their folder) or of points (.csv), at least 200, the address of such a file (https://…), or a name of `ganlens list datasets`",
      )
      .addOption(size)
      .addOption(channels)
      .addOption(fit)
      .addOption(allowLarge)
      .option("--steps <n>", "training steps", wholeNumber(1))
      .addOption(seedOption())
      .option("--out <folder>", "the run folder; a new one under runs/, if left out")
      .option(
        "--resume <folder>",
        "go on with this run, exactly where it stopped; --data then names the new place of its data",
      )
      .option(
        "--more <steps>",
        "go on with a run for so many steps more than were asked of it, finished or not",
        wholeNumber(1),
      )
      .option(
        "--allow-change",
        "with --resume or --more, also where another decoder reads the pictures than before, or ganlens, tfjs or the backend is of another version",
      )
      .addOption(
        new Option(
          "--from <where>",
          "with --resume or --more: where a file of the run is damaged or of another run, go on from the newest checkpoint that is sound",
        ).choices(["latest-valid"]),
      )
      .addOption(backendOption())
      .addOption(threadsOption())
      .option(
        "--fallback",
        "if the backend fails while running, go on from the last checkpoint on another one",
      )
      .addOption(logOption())
      .addHelpText("after", diskText)
      .action((preset: string | undefined, options: TrainOptions) => train(preset, options, io));
  },
};

async function train(preset: string | undefined, options: TrainOptions, io: CliIo): Promise<void> {
  const goesOn = await runToGoOn(preset, options, io);
  if (goesOn === undefined && options.allowChange === true) {
    throw new ConfigInvalidError({
      message: "Expected --resume with --allow-change, received it alone.",
      hint: "Leave it out: a new run decodes its pictures by what is installed.",
    });
  }
  if (goesOn === undefined && options.from !== undefined) {
    throw new ConfigInvalidError({
      message: "Expected --resume or --more with --from, received it alone.",
      hint: "Leave it out: a new run begins at step 0.",
    });
  }
  const { parseAssignment } = await import("@ganlens/training");
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { openEngine } = await import("../engine/open-engine.ts");
  const { configLayers } = await import("../runs/settings-from-options.ts");
  const { heldOutAccuracy } = await import("../runs/held-out-accuracy.ts");
  const { resumeRun } = await import("../runs/resume-run.ts");
  const { startRun } = await import("../runs/start-run.ts");
  const { trainRun } = await import("../runs/train-run.ts");
  const { trainWithFallback } = await import("../runs/train-with-fallback.ts");
  const { shellWord, shownPath } = await import("../runs/shown-path.ts");
  await withReporter(options.log, io, async (reporter) => {
    const run =
      goesOn === undefined
        ? await startRun({
            ...startingAt(preset, await configLayers(options, io)),
            out: options.out,
            openEngine: () => openEngine({ require: options.backend }),
            io,
            reporter,
          })
        : await resumeRun({
            path: goesOn,
            allowChange: options.allowChange === true,
            layers: (options.set ?? []).map((assignment) => ({
              origin: "set",
              values: parseAssignment(assignment),
            })),
            data: options.data,
            more: options.more,
            from: options.from,
            openEngine: (prefer) => openEngine({ require: options.backend, prefer }),
            io,
            reporter,
          });
    const { threads } = options;
    if (options.fallback === true) {
      await trainWithFallback({
        run,
        io,
        reporter,
        threads,
        openEngine: (name) => openEngine({ require: name }),
      });
    } else await trainRun({ run, io, reporter, threads });
    const accuracy = await heldOutAccuracy(run);
    if (accuracy !== undefined) reporter.report({ type: "note", text: accuracy });
    const path = shownPath(run.store.location, io);
    // Lenses look at images.
    const explainable = run.record.subject.generator !== undefined && run.dataset.info.kind === "image";
    const next = ["view", ...(explainable ? ["explain"] : [])].map(
      (command) => `${io.program} ${command} ${shellWord(path)}`,
    );
    reporter.report({ type: "summary", run: path, report: null, next });
  });
}

/** A configuration that names its trainer stands by itself; every other one lies over a preset. */
function startingAt(
  preset: string | undefined,
  layers: readonly ConfigLayer[],
): Pick<StartRunOptions, "preset" | "layers"> {
  const alone = layers.some(({ values }) => values.trainer !== undefined);
  return { preset: preset ?? (alone ? undefined : "demo"), layers };
}

/**
 * The run folder that is to go on, if one is; it keeps its configuration, or it would not be the same run.
 *
 * @throws {ConfigInvalidError} when something is said that only a new run can be told
 */
async function runToGoOn(
  first: string | undefined,
  options: TrainOptions,
  io: CliIo,
): Promise<string | undefined> {
  const { resume, more } = options;
  if (resume !== undefined) {
    assertAlone({ ...options, preset: first }, "--resume");
    return resume;
  }
  const { stat } = await import("node:fs/promises");
  const { resolve } = await import("node:path");
  const { shellWord } = await import("../runs/shown-path.ts");
  const isRun =
    first !== undefined &&
    (await stat(resolve(io.cwd, first, "run.json")).then(
      (found) => found.isFile(),
      () => false,
    ));
  if (more === undefined) {
    if (!isRun) return undefined;
    throw new ConfigInvalidError({
      message: `Expected a preset, received the run folder ${first}.`,
      hint: `Go on where it stopped: ${io.program} train --resume ${shellWord(first)}, or for more steps: ${io.program} train ${shellWord(first)} --more STEPS`,
    });
  }
  if (!isRun) {
    throw new ConfigInvalidError({
      message: `Expected a run folder to go on with for ${more} steps more, received ${first ?? "none"}.`,
      hint: `For example: ${io.program} train runs/demo-20260131-093005 --more ${more}; ${io.program} list runs names those there are.`,
    });
  }
  assertAlone(options, "--more");
  return first;
}

function assertAlone(options: TrainOptions & { readonly preset?: string | undefined }, how: string): void {
  const { preset, config, out, seed, steps, size, channels, fit, allowLarge } = options;
  const others = { preset, config, "allow-large": allowLarge, size, channels, fit, out, seed, steps };
  const given = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length === 0) return;
  throw new ConfigInvalidError({
    message: `Expected ${how} without ${given.map((name) => (name === "preset" ? "a preset" : `--${name}`)).join(", ")}: a run goes on with the configuration that it began with.`,
    hint: "Leave them out, or start a new run.",
  });
}
