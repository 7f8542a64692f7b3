import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What came of damaged files. */
export interface FuzzOutcome {
  readonly read: number;
  readonly refused: number;
  /** Milliseconds of the slowest case. */
  readonly slowest: number;
  /** Megabytes that the process took at most beside what it took for a sound file. */
  readonly grown: number;
}

/**
 * Gives a reader damaged files in a process of its own, which is ended when it hangs, and whose heap is small.
 *
 * @throws {Error} with what it wrote when it crashed, hung, or the reader threw anything but an error of ganlens
 */
export function fuzzReader(
  name: string,
  { cases, seed, minutes }: { readonly cases: number; readonly seed: number; readonly minutes: number },
): Promise<FuzzOutcome> {
  const program = fileURLToPath(new URL("./fuzz-process.ts", import.meta.url));
  const flags = ["--conditions=@ganlens/source", "--import", "tsx", "--max-old-space-size=256"];
  const options = { timeout: minutes * 60_000, killSignal: "SIGKILL" as const, maxBuffer: 2 ** 24 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...flags, program, name, String(cases), String(seed)], options, (error, out, err) => {
      if (error === null) resolve(JSON.parse(out) as FuzzOutcome);
      else reject(new Error(`${name}, seed ${seed}: ${error.killed === true ? "hung" : "crashed"}\n${err.slice(0, 4000)}`));
    });
  });
}
