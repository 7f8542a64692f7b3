#!/usr/bin/env node
import { callerFolder, callerProgram } from "./caller.ts";
import { ClosedPipe, isReaderGone } from "./closed-pipe.ts";
import { interruption } from "./interruption.ts";
import { runCli } from "./run-cli.ts";

const interrupted = 130;

const controller = interruption({
  onSignal: (listener) => {
    process.on("SIGINT", listener);
    process.on("SIGTERM", listener);
    // The terminal is closed.
    process.on("SIGHUP", listener);
  },
  exit: () => process.exit(interrupted),
  clock: () => performance.now(),
});

// A reader that has seen enough (`| head`) closes the pipe: stop, and keep what is done.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (!isReaderGone(error)) throw error;
  controller.abort(new ClosedPipe());
});
process.stderr.on("error", () => {});

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: callerFolder(process.env, process.cwd()),
  program: callerProgram(process.env),
  signal: controller.signal,
  now: () => new Date(),
  clock: () => performance.now(),
});
