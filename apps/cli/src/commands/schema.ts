import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import type { CliCommand } from "./cli-command.ts";

/** `ganlens schema [TRAINER]` */
export const schemaCommand: CliCommand = {
  name: "schema",
  summary: "Prints the JSON Schema of configurations, for editors that check and complete them.",
  examples: ["schema > ganlens.schema.json", "schema gan > gan.schema.json"],
  define(command: Command, io: CliIo): void {
    command
      .argument("[trainer]", "one kind of training; all of them, if left out")
      .action((trainer: string | undefined) => printSchema(trainer, io));
  },
};

async function printSchema(trainer: string | undefined, io: CliIo): Promise<void> {
  const { configJsonSchema } = await import("@ganlens/training");
  io.stdout.write(`${JSON.stringify(configJsonSchema(trainer), null, 2)}\n`);
}
