import { spawn } from "node:child_process";

export interface CommandResult {
  /** The exit code; 1 when the command could not be started or was ended by a signal. */
  readonly exitCode: number;
  /** Standard output and error, in the order they came; empty when `show` was set. */
  readonly output: string;
}

/**
 * Runs one command without a shell or standard input.
 *
 * @param show pass its output on as it comes instead of collecting it
 */
export function runCommand(
  command: readonly [string, ...string[]],
  {
    directory,
    environment,
    show = false,
  }: { directory: string; environment?: NodeJS.ProcessEnv; show?: boolean },
): Promise<CommandResult> {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: directory,
      env: { ...process.env, ...(show ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" }), ...environment },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    });
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer): number => chunks.push(chunk);
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.on("error", (error) => resolve({ exitCode: 1, output: `${error.message}\n` }));
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}
