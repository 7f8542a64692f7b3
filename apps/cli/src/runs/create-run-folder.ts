import { mkdir, readdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ConfigInvalidError, RunUnsupportedError } from "@ganlens/core";
import { holdsOnlyLeftovers } from "@ganlens/core/node";
import type { CliIo } from "../cli-io.ts";
import { shellWord, shownPath } from "./shown-path.ts";

/** Copies with the same name in the same second that are worth trying. */
const mostTries = 1000;

export interface CreateRunFolderOptions {
  /** Where the user wants it; `runs/<stem>-<time>` when left out. */
  readonly out: string | undefined;
  /** What a name is made from: the preset, or the kind of training. */
  readonly stem: string;
  /** What it is for, in messages: a run, unless told. */
  readonly what?: string;
  /** The folder, below the user's, in which a new one is made; `runs`, unless told. */
  readonly parent?: string;
  readonly io: Pick<CliIo, "cwd" | "now" | "program">;
}

/**
 * Makes a new, empty folder for a run and never touches an existing run. What a killed process has left in it before its run began
 * counts as nothing.
 *
 * @returns its absolute path
 * @throws {ConfigInvalidError} when the named folder already holds something, or is a file
 * @throws {RunUnsupportedError} when it cannot be made
 */
export async function createRunFolder({
  out,
  stem,
  what = "the run",
  parent = "runs",
  io,
}: CreateRunFolderOptions): Promise<string> {
  if (out !== undefined) return useNamedFolder(resolve(io.cwd, out), { what, io });
  const base = resolve(io.cwd, parent, `${stem}-${timeStamp(io.now())}`);
  for (let i = 1; i <= mostTries; i++) {
    const folder = i === 1 ? base : `${base}-${i}`;
    if (await makeFolder(folder)) return folder;
  }
  throw new RunUnsupportedError({ message: `Expected a free name for ${what} beside ${base}, found none.` });
}

async function useNamedFolder(
  folder: string,
  { what, io }: { readonly what: string; readonly io: CreateRunFolderOptions["io"] },
): Promise<string> {
  if (await makeFolder(folder)) return folder;
  const shown = shownPath(folder, io);
  const entries = await readdir(folder).catch(() => undefined);
  if (entries === undefined) {
    throw new ConfigInvalidError({
      message: `Expected a new folder for ${what}, but ${shown} is a file.`,
      hint: "Choose another name for --out.",
    });
  }
  // A run that was killed before it began is none.
  if (entries.length === 0 || (what === "the run" && (await holdsOnlyLeftovers(folder)))) return folder;
  throw new ConfigInvalidError({
    message: `Expected a new folder for ${what}, but ${shown} is not empty.`,
    hint:
      entries.includes("run.json") && what === "the run"
        ? `Choose another name for --out, or go on with that run: ${io.program} train --resume ${shellWord(shown)}`
        : "Choose another name for --out.",
  });
}

/** False when something of that name is there already. */
async function makeFolder(folder: string): Promise<boolean> {
  await mkdir(dirname(folder), { recursive: true }).catch((cause) => {
    throw cannotMake(folder, cause);
  });
  try {
    // Not recursive: then it fails when the folder is there, and two runs never share one.
    await mkdir(folder);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cannotMake(folder, cause);
  }
}

function cannotMake(folder: string, cause: unknown): RunUnsupportedError {
  return new RunUnsupportedError({
    message: `Cannot make the folder ${folder}: ${(cause as Error).message}.`,
    hint: "Choose a folder that can be written to, with --out.",
    cause,
  });
}

/** "20260131-093005", in local time. */
function timeStamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
