import { metricsCsv, runLayout } from "@ganlens/core";
import { type Command, Option } from "commander";
import type { CliIo } from "../cli-io.ts";
import { openRun } from "../runs/open-run.ts";
import type { CliCommand } from "./cli-command.ts";

type Format = "csv" | "ndjson";

/** `ganlens metrics RUN` */
export const metricsCommand: CliCommand = {
  name: "metrics",
  summary: "Prints the losses of a run step by step, for a spreadsheet or a program.",
  examples: ["metrics runs/demo-20260131-093005 > losses.csv", "metrics runs/mine --format ndjson"],
  define(command: Command, io: CliIo): void {
    command
      .argument("<run>", "a run folder")
      .addOption(new Option("--format <form>", "as which text").choices(["csv", "ndjson"]).default("csv"))
      .action((run: string, { format }: { readonly format: Format }) => printMetrics(run, format, io));
  },
};

async function printMetrics(run: string, format: Format, io: CliIo): Promise<void> {
  const { store } = await openRun(run, io);
  const text = (await store.has(runLayout.metrics))
    ? new TextDecoder().decode(await store.read(runLayout.metrics))
    : "";
  if (format === "ndjson") {
    io.stdout.write(text);
    return;
  }
  const { csv, broken } = metricsCsv(text);
  io.stdout.write(csv);
  if (broken.length > 0) {
    io.stderr.write(`Damaged lines of ${runLayout.metrics} were left out: ${broken.join(", ")}.\n`);
  }
}
