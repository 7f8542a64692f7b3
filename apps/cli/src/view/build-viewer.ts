import { spawn } from "node:child_process";
import { readdir, readFile, realpath, stat, utimes } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CancelledError, GanlensError } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";

/** What in a package's folder its build does not read. */
const notSources = /^(\..*|node_modules|dist|testdata|coverage|.*\.test\.tsx?|.*\.md)$/;
/** Lines of a failed build that are worth reading. */
const shownLines = 20;

type BuildIo = Pick<CliIo, "env" | "stderr" | "signal" | "clock">;

/**
 * Builds the page of a clone with Vite, unless it is newer than its sources and those of the packages it is made from.
 *
 * @param folder the package of the page
 * @returns the folder of the built page
 * @throws {GanlensError} `page-unavailable` when it cannot be built
 * @throws {CancelledError} when it was interrupted
 */
export async function buildViewer(folder: string, io: BuildIo): Promise<string> {
  const dist = join(folder, "dist");
  const index = join(dist, "index.html");
  const built = await stat(index).catch(() => undefined);
  if (built !== undefined && built.mtimeMs >= (await newestSource(folder))) return dist;
  const why = built === undefined ? "for the first time here" : "since its sources have changed";
  io.stderr.write(`Building the page, ${why}: some seconds ...\n`);
  const [startedAt, started] = [new Date(), io.clock()];
  await runVite(folder, io);
  await stat(index).catch((cause: unknown) => {
    throw unavailable("Vite wrote no index.html", cause);
  });
  // What is changed while it is built counts as newer.
  await utimes(index, startedAt, startedAt);
  io.stderr.write(`Built in ${((io.clock() - started) / 1000).toFixed(1)} s.\n`);
  return dist;
}

/** When the sources of a package or of a workspace package that it needs last changed, in milliseconds. */
async function newestSource(folder: string, seen: Set<string> = new Set()): Promise<number> {
  const real = await realpath(folder).catch(() => undefined);
  // A dependency that is not installed is told of by the build itself.
  if (real === undefined || seen.has(real)) return 0;
  seen.add(real);
  const { dependencies = {} } = JSON.parse(await readFile(join(real, "package.json"), "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  const times = [await newestBelow(real)];
  for (const [name, version] of Object.entries(dependencies)) {
    if (version.startsWith("workspace:"))
      times.push(await newestSource(join(real, "node_modules", name), seen));
  }
  return Math.max(...times);
}

async function newestBelow(folder: string): Promise<number> {
  let newest = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (notSources.test(entry.name)) continue;
    const path = join(folder, entry.name);
    // A folder's own time tells of files that were removed.
    newest = Math.max(newest, (await stat(path)).mtimeMs);
    if (entry.isDirectory()) newest = Math.max(newest, await newestBelow(path));
  }
  return newest;
}

async function runVite(folder: string, { env, signal }: BuildIo): Promise<void> {
  const program = viteProgram(folder);
  // Set by a test runner, it would give a page for development.
  const child = spawn(process.execPath, [program, "build"], {
    cwd: folder,
    env: { ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output = (output + String(chunk)).slice(-20_000);
    });
  }
  const code = await new Promise<number | string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", resolve);
  });
  if (signal.aborted) throw new CancelledError({ message: "Stopped while the page was being built." });
  if (code === 0) return;
  const lines = output.trimEnd().split("\n").slice(-shownLines).join("\n");
  throw unavailable(`Vite ended with ${code}:\n${lines}`);
}

function viteProgram(folder: string): string {
  try {
    const manifest = createRequire(join(folder, "package.json")).resolve("vite/package.json");
    return join(dirname(manifest), "bin", "vite.js");
  } catch (cause) {
    throw unavailable("Vite is not installed", cause);
  }
}

function unavailable(why: string, cause?: unknown): GanlensError {
  return new GanlensError("page-unavailable", {
    message: `The page cannot be built: ${why}${why.includes("\n") ? "" : "."}`,
    hint: "Run `npx -y pnpm@10 install` in the clone, and try again.",
    cause,
  });
}
