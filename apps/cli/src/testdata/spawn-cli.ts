import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
/** Arguments that make Node run the command line from its sources. */
export const nodeArguments: readonly string[] = ["--conditions=@ganlens/source", "--import", "tsx", main];

/** A real process of the command line. */
export interface SpawnedCli {
  readonly child: ChildProcess;
  /** Resolves when an event of that type was written (needs `--log json`). */
  untilEvent(type: string): Promise<void>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>;
}

/** Starts the command line in a process of its own, in the folder of the package so that tsx is found. */
export function spawnCli(argv: readonly string[]): SpawnedCli {
  const child = spawn(process.execPath, [...nodeArguments, ...argv], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const waiting = new Map<string, () => void>();
  const seen = new Set<string>();
  createInterface(child.stdout).on("line", (line) => {
    const { type } = JSON.parse(line) as { type: string };
    seen.add(type);
    waiting.get(type)?.();
  });
  return {
    child,
    untilEvent: (type) =>
      new Promise((resolve, reject) => {
        if (seen.has(type)) resolve();
        waiting.set(type, resolve);
        child.once("exit", () => reject(new Error(`It ended before ${type}: ${stderr}`)));
      }),
    exited: new Promise((resolve) => {
      child.once("close", (code, signal) => resolve({ code, signal, stderr }));
    }),
  };
}
