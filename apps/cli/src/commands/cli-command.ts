import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";

/** One command of the program. */
export interface CliCommand {
  readonly name: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** Real calls, without the program's name. */
  readonly examples: readonly string[];
  /** Adds arguments, options and the action; heavy packages are imported in the action only. */
  define(command: Command, io: CliIo): void;
}
