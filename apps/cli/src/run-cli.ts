import { ConfigInvalidError, GanlensError, nearestName } from "@ganlens/core";
import { Command, CommanderError } from "commander";
import { type CliIo, widthOf } from "./cli-io.ts";
import { isPipeClosed } from "./closed-pipe.ts";
import { commands } from "./commands/registry.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import { shownLines, shownText } from "./reporters/shown-text.ts";
import { version } from "./version.ts";

/**
 * Runs the command line: parses, calls the command, and says what went wrong.
 *
 * Nothing is thrown and the process is not ended; the caller passes the exit code on.
 *
 * @param argv the arguments after the program's name
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    await programOf(io).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // As a program that SIGPIPE ends: there is nobody to tell that it did not come to its end.
    if (isPipeClosed(io.signal) && exitCodeOf(error) === 130) return 141;
    printError(error, io, argv.includes("--debug"));
    return exitCodeOf(error);
  }
}

function programOf(io: CliIo): Command {
  const program = new Command("ganlens")
    .description("Trains a GAN, looks at it through autoencoders, and says what it learned.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .option("--debug", "print the stack of an error")
    .addHelpText("after", exampleText(["demo", "demo --data ./my-images", "help train"], io));
  connect(program, io);
  for (const { name, summary, examples, define } of commands) {
    const command = program.command(name).description(summary);
    connect(command, io);
    command.helpOption("-h, --help", "print help");
    define(command, io);
    command.option("--debug", "print the stack of an error");
    command.addHelpText("after", exampleText(examples, io));
  }
  const help = program
    .command("help")
    .argument("[command]")
    .description("print the help of a command")
    .helpOption(false)
    .action((name?: string) => {
      const named = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (named === undefined) throw unknownCommand(name ?? "", io, "help ");
      (named === help ? program : named).outputHelp();
    });
  connect(help, io);
  program.argument("[command]").action((name?: string) => {
    if (name !== undefined) throw unknownCommand(name, io);
    program.outputHelp({ error: true });
    throw new CommanderError(2, "ganlens.no-command", "");
  });
  program.usage("<command> [options]");
  return program;
}

/** Lets a command write to the given streams, and throw instead of ending the process. */
function connect(command: Command, io: CliIo): void {
  command
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => io.stdout.write(shownText(text)),
      writeErr: (text) => io.stderr.write(shownText(text)),
      outputError: (text, write) => {
        const said = text.trim().replace(/^error: /, "");
        write(`${said.charAt(0).toUpperCase()}${said.slice(1)}\n${optionHint(said, command, io)}\n`);
      },
      getOutHelpWidth: () => widthOf(io.stdout),
      getErrHelpWidth: () => widthOf(io.stderr),
    });
}

/** Which command has the option that this one has not; else where its help is. */
function optionHint(said: string, command: Command, io: CliIo): string {
  const [, unknown] = /^unknown option '(--[a-z-]+)/.exec(said) ?? [];
  const known = (command.parent?.commands ?? []).filter(({ options }) =>
    options.some(({ long }) => long === unknown),
  );
  if (unknown !== undefined && known.length > 0) {
    return `It is an option of: ${known.map((each) => `${io.program} ${each.name()} ${unknown}`).join(", ")}`;
  }
  return `See ${[io.program, "help", ...(command.parent === null ? [] : [command.name()])].join(" ")}.`;
}

function unknownCommand(name: string, io: CliIo, before = ""): ConfigInvalidError {
  const known = commands.map((command) => command.name);
  const nearest = nearestName(name, known);
  return new ConfigInvalidError({
    message: `Expected a command, received "${name}".`,
    hint:
      nearest === undefined
        ? `Commands are: ${known.join(", ")}.`
        : `Did you mean: ${io.program} ${before}${nearest}`,
  });
}

function exampleText(examples: readonly string[], io: CliIo): string {
  const lines = examples.map((example) => `  $ ${io.program} ${example}`);
  return `\n${examples.length === 1 ? "Example" : "Examples"}:\n${lines.join("\n")}`;
}

function printError(error: unknown, io: CliIo, debug: boolean): void {
  const known = GanlensError.isInstance(error);
  const message = error instanceof Error ? error.message : String(error);
  const write = (text: string) => io.stderr.write(`${shownLines(text)}\n`);
  write(known ? message : `Something unexpected went wrong: ${message}`);
  if (known && error.hint !== undefined) write(error.hint);
  if (debug && error instanceof Error) io.stderr.write(`${shownText(stackOf(error))}\n`);
  else if (!known) write("Call it again with --debug to see where it happened.");
}

function stackOf(error: Error): string {
  const own = error.stack ?? String(error);
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}
