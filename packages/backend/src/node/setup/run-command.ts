import { spawn } from "node:child_process";
import { BackendUnavailableError, CancelledError } from "@ganlens/core";

export interface RunCommandOptions {
  readonly folder: string;
  /** What to do when it is missing or fails. */
  readonly hint: string;
  readonly signal?: AbortSignal | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program and returns what it wrote to its standard output.
 *
 * @throws {BackendUnavailableError} when it is not installed or fails, with the last lines that it wrote
 * @throws {CancelledError} when the signal stops it
 */
export function runCommand(
  [program, ...parameters]: readonly [string, ...string[]],
  { folder, hint, signal, environment = {} }: RunCommandOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal === undefined ? {} : { signal }),
    });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-20_000);
    });
    child.on("error", (cause: NodeJS.ErrnoException) => {
      if (cause.name === "AbortError") {
        reject(new CancelledError({ message: `Stopped while ${program} was running.` }));
        return;
      }
      const message =
        cause.code === "ENOENT"
          ? `Expected the program ${program} to be installed, but it is not on the PATH.`
          : `Expected to start ${program}, but: ${cause.message}`;
      reject(new BackendUnavailableError({ message, hint, cause }));
    });
    child.on("close", (code, stopped) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const lines = (errors.trim() || output.trim()).split("\n").slice(-12).join("\n");
      const how = code === null ? `was stopped by ${stopped}` : `ended with exit code ${code}`;
      reject(
        new BackendUnavailableError({
          message: `Expected \`${[program, ...parameters].slice(0, 4).join(" ")} …\` to succeed, but it ${how}:\n${lines}`,
          hint,
        }),
      );
    });
  });
}
