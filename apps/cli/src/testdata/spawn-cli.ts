import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
/** Arguments that make Node run the command line from its sources. */
export const nodeArguments: readonly string[] = ["--conditions=@ganlens/source", "--import", "tsx", main];

/** A real process of the command line. */
export interface SpawnedCli {
  readonly child: ChildProcess;
  /** Resolves with the first event of that type once it was written (needs `--log json` or `--json`). */
  untilEvent(type: string): Promise<Readonly<Record<string, unknown>>>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>;
}

/** Starts the command line in a process of its own, in the folder of the package so that tsx is found. */
export function spawnCli(
  argv: readonly string[],
  { env = {} }: { readonly env?: Readonly<Record<string, string>> } = {},
): SpawnedCli {
  const child = spawn(process.execPath, [...nodeArguments, ...argv], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  type Event = Readonly<Record<string, unknown>>;
  const waiting = new Map<string, (event: Event) => void>();
  const seen = new Map<string, Event>();
  createInterface(child.stdout).on("line", (line) => {
    const event = JSON.parse(line) as Event & { readonly type: string };
    if (!seen.has(event.type)) seen.set(event.type, event);
    waiting.get(event.type)?.(event);
  });
  return {
    child,
    untilEvent: (type) =>
      new Promise((resolve, reject) => {
        const event = seen.get(type);
        if (event !== undefined) resolve(event);
        waiting.set(type, resolve);
        child.once("exit", () => reject(new Error(`It ended before ${type}: ${stderr}`)));
      }),
    exited: new Promise((resolve) => {
      child.once("close", (code, signal) => resolve({ code, signal, stderr }));
    }),
  };
}
