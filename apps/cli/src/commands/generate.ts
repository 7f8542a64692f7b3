import type { BackendName } from "@ganlens/backend";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { labelsOption } from "../options/labels-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { addModelOptions, type ModelOptions, subjectOptionsOf } from "../options/model-options.ts";
import { seedOption } from "../options/seed-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import type { CliCommand } from "./cli-command.ts";

interface GenerateOptions extends ModelOptions {
  readonly count?: number;
  readonly seed?: number;
  readonly labels?: readonly number[];
  readonly interpolate?: number;
  readonly grid?: true;
  readonly checkpoint?: number;
  readonly out?: string;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

/** `ganlens generate SUBJECT` */
export const generateCommand: CliCommand = {
  name: "generate",
  summary: "Draws images from a generator: a PNG each, one picture of all, or the numbers as .npz.",
  examples: [
    "generate runs/mine --count 100 --out digits",
    "generate runs/mine --labels 0,1,2 --grid --out grid.png",
    "generate runs/mine --interpolate 8 --count 5 --out paths.png",
    "generate generator.onnx --latent normal:100 --count 5000 --seed 3 --out samples.npz",
    "generate runs/mine --checkpoint 500 --out early",
  ],
  define(command: Command, io: CliIo): void {
    command
      .argument("<subject>", "a run folder, an .onnx file, a model.json or its folder, or an http(s) address")
      .option(
        "--count <n>",
        "images, 64 if left out; with --interpolate paths, 1 if left out",
        wholeNumber(1),
      )
      .addOption(seedOption())
      .addOption(
        labelsOption("the classes that it is asked for, in turn; as often as in its data, if left out"),
      )
      .option(
        "--interpolate <n>",
        "n images on the way from one latent to another: an arc for normal latents, a line for others",
        wholeNumber(2),
      )
      .option("--grid", "one picture of all of them; so does --out with a name that ends in .png")
      .option("--checkpoint <step>", "draw at this step of a run; the last one, if left out", wholeNumber(0))
      .option(
        "--out <place>",
        "a new folder (a PNG each, and latents.npz), a .png (one picture, and its latents beside it), or an .npz (x in [0, 1], z, labels); a new folder under generated/, if left out",
      );
    addModelOptions(command)
      .addOption(backendOption())
      .addOption(logOption())
      .action((subject: string, options: GenerateOptions) => generate(subject, options, io));
  },
};

async function generate(named: string, options: GenerateOptions, io: CliIo): Promise<void> {
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { assertGenerates, openNamedSubject } = await import("../subjects/open-named-subject.ts");
  const { chooseLatents } = await import("../generated/choose-latents.ts");
  const { drawImages } = await import("../generated/draw-images.ts");
  const { writeGenerated } = await import("../generated/write-generated.ts");
  const { checkpoint, backend, labels, interpolate, out, seed = 0 } = options;
  await withReporter(options.log, io, async (reporter) => {
    const { subject, found } = await openNamedSubject({
      named,
      options: subjectOptionsOf(options),
      checkpoint,
      backend,
      io,
      reporter,
    });
    try {
      const generator = assertGenerates(subject, "to draw images from");
      for (const text of found.kind === "run" ? [] : subject.notes) reporter.report({ type: "note", text });
      const count = options.count ?? (interpolate === undefined ? 64 : 1);
      const latents = chooseLatents(generator, { count, seed, labels, interpolate });
      reporter.report({ type: "stage-start", stage: "generate" });
      const written = await writeGenerated(drawImages(generator, latents, { io, reporter }), {
        count: latents.z.shape[0] ?? 0,
        shape: subject.imageShape,
        columns: interpolate ?? labels?.length,
        form: { out, grid: options.grid === true },
        stem: found.kind === "run" ? subject.name : found.stem,
        io,
      });
      reporter.report({ type: "files-written", files: written, next: [] });
    } finally {
      subject.dispose();
    }
  });
}
