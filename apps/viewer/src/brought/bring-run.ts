import { RunUnsupportedError } from "@ganlens/core";
import type { Engine } from "../engine/engine.ts";
import type { InspectedGenerator, Said } from "../engine/messages.ts";
import { limits, sizeWords } from "../run/limits.ts";
import { RunFiles } from "../run/run-files.ts";
import type { RunSource } from "../run/run-source.ts";
import type { Brought } from "./recognise-brought.ts";

/** Files that were dropped or picked, and what they were recognised as. */
export interface BroughtFiles {
  readonly what: Brought;
  readonly files: ReadonlyMap<string, File>;
}

/** What can be read off the newest model. @throws {GanlensError} when it is none that runs here */
export async function inspectBrought(
  engine: Engine,
  { files, what }: BroughtFiles,
): Promise<InspectedGenerator | null> {
  const main = what.kind === "generator" ? what.models.at(-1)?.main : undefined;
  if (main === undefined) return null;
  return engine.ask("inspect", { files: await bytesOf(files), main });
}

/**
 * The files as a run in memory, made by the code that makes one on disk.
 *
 * @throws {GanlensError} when they are not what they seemed to be, or more must be said
 */
export async function bringRun(
  engine: Engine,
  { files, what }: BroughtFiles,
  { said, startedAt }: { readonly said: Said; readonly startedAt: Date },
): Promise<RunSource> {
  const made = await engine.ask("bring", {
    files: await bytesOf(files),
    what,
    said,
    startedAt: startedAt.toISOString(),
  });
  const sizes = [...made.files].map(
    ([path, { length }]) => [path, { bytes: length, etag: startedAt.toISOString() }] as const,
  );
  return {
    name: what.name,
    files: new RunFiles({
      location: what.name,
      files: new Map(sizes),
      // A copy: the bytes of a network are moved to the worker, and may be asked for again.
      read: async (path) => made.files.get(path)?.slice() ?? new Uint8Array(),
    }),
  };
}

async function bytesOf(files: ReadonlyMap<string, File>): Promise<ReadonlyMap<string, Uint8Array>> {
  const all = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  if (all > limits.networkBytes) {
    throw new RunUnsupportedError({
      message: `These files are larger than this page opens: ${sizeWords(all)}, and ${sizeWords(limits.networkBytes)} are allowed.`,
      hint: "The command line opens larger ones: ganlens explain.",
    });
  }
  const read = [...files].map(
    async ([path, file]) => [path, new Uint8Array(await file.arrayBuffer())] as const,
  );
  return new Map(await Promise.all(read));
}
