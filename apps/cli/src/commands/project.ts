import type { BackendName } from "@ganlens/backend";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { labelsOption } from "../options/labels-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { addModelOptions, type ModelOptions, subjectOptionsOf } from "../options/model-options.ts";
import { type PictureOptions, pictureOptions } from "../options/picture-options.ts";
import { seedOption } from "../options/seed-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import type { CliCommand } from "./cli-command.ts";

interface ProjectOptions extends ModelOptions, Pick<PictureOptions, "fit"> {
  readonly labels?: readonly number[];
  readonly steps?: number;
  readonly seed?: number;
  readonly checkpoint?: number;
  readonly out?: string;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

/** `ganlens project SUBJECT IMAGE…` */
export const projectCommand: CliCommand = {
  name: "project",
  summary: "Looks for the latents whose images come nearest to given pictures, and says how near.",
  examples: [
    "project runs/mine three.png seven.png",
    "project runs/mine photo.jpg --fit cover --steps 600",
    "project generator.onnx --latent normal:100 --out projected face.png",
    "project runs/mine three.png --labels 3",
  ],
  define(command: Command, io: CliIo): void {
    command
      .argument("<subject>", "a run folder, an .onnx file, a model.json or its folder, or an http(s) address")
      .argument("<image...>", "pictures of the generator's size")
      .addOption(pictureOptions().fit)
      .addOption(labelsOption("the classes that are tried; all, if left out"))
      .option("--steps <n>", "steps of optimisation, 300 if left out", wholeNumber(1))
      .addOption(seedOption())
      .option(
        "--checkpoint <step>",
        "project with this step of a run; the last one, if left out",
        wholeNumber(0),
      )
      .option(
        "--out <folder>",
        "a new folder for pictures, latents and errors; one under projections/ of the run, or here, if left out",
      );
    addModelOptions(command)
      .addOption(backendOption())
      .addOption(logOption())
      .action((subject: string, images: readonly string[], options: ProjectOptions) =>
        project(subject, images, options, io),
      );
  },
};

async function project(
  named: string,
  paths: readonly string[],
  options: ProjectOptions,
  io: CliIo,
): Promise<void> {
  const { projectImages } = await import("@ganlens/interpret");
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { assertGenerates, openNamedSubject } = await import("../subjects/open-named-subject.ts");
  const { assertClasses } = await import("../generated/choose-latents.ts");
  const { createRunFolder } = await import("../runs/create-run-folder.ts");
  const { projectionTable } = await import("../projections/projection-table.ts");
  const { readPictures } = await import("../projections/read-pictures.ts");
  const { writeProjection } = await import("../projections/write-projection.ts");
  const { checkpoint, backend, labels, steps, seed = 0, fit } = options;
  await withReporter(options.log, io, async (reporter) => {
    const opened = await openNamedSubject({
      named,
      options: subjectOptionsOf(options),
      checkpoint,
      backend,
      io,
      reporter,
    });
    const { subject, found } = opened;
    try {
      const generator = assertGenerates(subject, "to project pictures with");
      if (labels !== undefined) assertClasses(labels, generator);
      const pictures = await readPictures(paths, { shape: subject.imageShape, fit, io });
      reporter.report({ type: "stage-start", stage: "project" });
      const way = projectImages({
        subject,
        images: pictures.images,
        seed,
        signal: io.signal,
        ...(labels === undefined ? {} : { labels }),
        ...(steps === undefined ? {} : { steps }),
      });
      let next = await way.next();
      while (!next.done) {
        reporter.report({ type: "work-progress", now: next.value.stage, done: next.value.done });
        next = await way.next();
      }
      const projection = next.value;
      const folder = await createRunFolder({
        out: options.out,
        stem: found.kind === "run" ? "projection" : found.stem,
        what: "the projections",
        parent: found.kind === "run" ? `${found.path}/projections` : "projections",
        io,
      });
      const files = await writeProjection(folder, { pictures, projection, io });
      reporter.report(projectionTable(pictures.names, projection));
      reporter.report({ type: "files-written", files, next: [] });
    } finally {
      subject.dispose();
    }
  });
}
