import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What a process that draws, encodes and measures two sets says at its end. */
export interface StreamedSets {
  /** Images in each set. */
  readonly count: number;
  readonly distance: number;
  /** The most memory that it held, beyond what it held before. */
  readonly megabytes: number;
}

/** Runs `stream-sets-process.ts` from the sources. */
export async function streamSets(count: number): Promise<StreamedSets> {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const script = fileURLToPath(new URL("./stream-sets-process.ts", import.meta.url));
  const options = ["--conditions=@ganlens/source", "--import", tsx, script, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, options, { timeout: 900_000 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
