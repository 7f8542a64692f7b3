import { execFile } from "node:child_process";
import { cp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sha256Hex } from "@ganlens/core";

/** One way of explaining a run. */
export interface ExplainWay {
  readonly name: string;
  /** The clone whose command line it is. */
  readonly clone: string;
  readonly options: readonly string[];
  /** True where it may use the first core alone; by `taskset`, which Linux has. */
  readonly pinned: boolean;
}

/** What one way took once. */
export interface ExplainTime {
  readonly seconds: number;
  /** Of all threads together. */
  readonly processorSeconds: number;
  /** Resident memory at its most, in MB of 2²⁰ bytes. */
  readonly peakMegabytes: number;
  /** Hash over the bytes of all answers. */
  readonly answers: string;
}

const usage = fileURLToPath(new URL("./tell-usage-process.ts", import.meta.url));

/**
 * Asks all lenses of a run at effort quick by the command line, in a process of its own and on a fresh copy of the run folder, in
 * which no lens has trained or drawn anything.
 *
 * @throws {Error} with what it printed, when it fails
 */
export async function timeExplain(
  { clone, options, pinned }: ExplainWay,
  { run, folder }: { readonly run: string; readonly folder: string },
): Promise<ExplainTime> {
  const copy = join(folder, "copy");
  const told = join(folder, "usage.json");
  await rm(copy, { recursive: true, force: true });
  await cp(run, copy, { recursive: true });
  const node = [
    process.execPath,
    "--conditions=@ganlens/source",
    ...["--import", "tsx", "--import", usage],
    join(clone, "apps", "cli", "src", "main.ts"),
    ...["explain", copy, "--backend", "wasm", "--seed", "0", "--log", "plain", ...options],
  ];
  const [program = "", ...rest] = pinned ? ["taskset", "-c", "0", ...node] : node;
  const start = performance.now();
  await promisify(execFile)(program, rest, {
    cwd: clone,
    env: { ...process.env, GANLENS_BENCH_USAGE: told },
    maxBuffer: 2 ** 26,
  });
  const seconds = (performance.now() - start) / 1000;
  const used = JSON.parse(await readFile(told, "utf8")) as Pick<
    ExplainTime,
    "processorSeconds" | "peakMegabytes"
  >;
  return { seconds, ...used, answers: await answersHash(join(copy, "lenses")) };
}

async function answersHash(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hashes = await Promise.all(
    files.map(async (file) => `${file.slice(folder.length)} ${sha256Hex(await readFile(file))}`),
  );
  return sha256Hex(new TextEncoder().encode(hashes.join("\n")));
}
