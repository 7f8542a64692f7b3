import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { trainingImagesOption } from "../options/training-images-option.ts";
import type { CliCommand } from "./cli-command.ts";

interface ReportOptions {
  readonly trainingImages: boolean;
  readonly out?: string;
  readonly log: LogForm;
}

/** `ganlens report RUN` */
export const reportCommand: CliCommand = {
  name: "report",
  summary: "Writes the report of a run again, from what its folder holds.",
  examples: [
    "report runs/demo-20260131-093005",
    "report runs/demo-20260131-093005 --no-training-images --out public.html",
  ],
  define(command: Command, io: CliIo): void {
    command
      .argument("<run>", "the run folder")
      .addOption(trainingImagesOption("leave pictures of real data out of the report"))
      .option("--out <file>", "where to write it; report.html in the run folder, if left out")
      .addOption(logOption())
      .action((run: string, options: ReportOptions) => report(run, options, io));
  },
};

async function report(path: string, { trainingImages, out, log }: ReportOptions, io: CliIo): Promise<void> {
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { openRun } = await import("../runs/open-run.ts");
  const { shownPath } = await import("../runs/shown-path.ts");
  const { writeReport } = await import("../runs/write-report.ts");
  await withReporter(log, io, async (reporter) => {
    const { store } = await openRun(path, io);
    const written = await writeReport({ store, io, reporter, trainingImages, out });
    reporter.report({ type: "summary", run: shownPath(store.location, io), report: written, next: [] });
  });
}
