import { assertMadeFrom, RunUnsupportedError, readJson, readManifest, runLayout } from "@ganlens/core";
import * as z from "zod";
import { limits, sizeWords } from "../run/limits.ts";
import type { OpenRun } from "../run/open-run.ts";
import type { RunFiles } from "../run/run-files.ts";
import { generatorRecord } from "../run/subject-facts.ts";
import type { NetworkFiles } from "./engine.ts";

/** A stored network: the name under which the worker knows it, another one once its files have changed; and its files. */
export interface StoredNetwork {
  readonly key: string;
  readonly load: () => Promise<NetworkFiles>;
}

/**
 * The generator of a checkpoint, with the hashes that its manifest gives; `null` where the run has no generator.
 *
 * Loading throws {RunUnsupportedError} when files are missing or too large, or the manifest is none; {CheckpointCorruptError} when it
 * is of another step, or was changed.
 */
export function storedGenerator(run: OpenRun, step: number | null): StoredNetwork | null {
  const network = generatorRecord(run);
  if (network === null || step === null) return null;
  const { files, record } = run;
  const { folder: inside, ...format } = network;
  const { latent, range } = record?.subject ?? {};
  const folder = `${runLayout.checkpoint(step)}/${inside}`;
  return {
    key: keyOf(files, folder),
    load: async () => ({
      ...(await readFolder(files, folder)),
      expected: await expectedHashes(files, { step, folder: inside }),
      source: {
        ...format,
        ...(latent === undefined ? {} : { latent }),
        ...(range === undefined ? {} : { range }),
      },
    }),
  };
}

/** What the viewer reads of `models/<hash>/made-from.json`: the hashes, which older ones do not have. */
const madeFromSchema: z.ZodType<{ readonly files?: Readonly<Record<string, string>> | undefined }> =
  z.looseObject({ files: z.record(z.string(), z.string()).optional() });

/**
 * An autoencoder that a lens has trained, with the hashes that its record gives.
 *
 * Loading throws {RunUnsupportedError} when files are missing or too large, or the record is none; {CheckpointCorruptError} when it is
 * that of another network.
 */
export function storedAutoencoder(files: RunFiles, hash: string): StoredNetwork {
  const folder = runLayout.model(hash);
  return {
    key: keyOf(files, folder),
    load: async () => {
      const { files: found } = await readFolder(files, folder);
      const what = "a record of what made a network";
      const record = await readJson(files, runLayout.madeFrom(hash), madeFromSchema, what);
      assertMadeFrom({ ...record }, hash);
      const { files: expected } = record;
      if (expected === undefined) return { files: found };
      // A file that the record does not name is none of the network's.
      const named = Object.entries(found).filter(([path]) => Object.hasOwn(expected, path));
      return { files: Object.fromEntries(named), expected };
    },
  };
}

function pathsIn(files: RunFiles, folder: string): readonly string[] {
  return [...files.files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
}

function keyOf(files: RunFiles, folder: string): string {
  return [folder, ...pathsIn(files, folder).map((path) => files.files.get(path)?.etag ?? "")].join(" ");
}

async function expectedHashes(
  files: RunFiles,
  { step, folder }: { readonly step: number; readonly folder: string },
): Promise<Readonly<Record<string, string>>> {
  const { manifest } = await readManifest(files, step);
  const inside = Object.entries(manifest.files).filter(([name]) => name.startsWith(`${folder}/`));
  return Object.fromEntries(inside.map(([name, { sha256 }]) => [name.slice(folder.length + 1), sha256]));
}

async function readFolder(files: RunFiles, folder: string): Promise<Pick<NetworkFiles, "files">> {
  const paths = pathsIn(files, folder);
  const bytes = paths.reduce((sum, path) => sum + (files.files.get(path)?.bytes ?? 0), 0);
  if (paths.length === 0) {
    throw new RunUnsupportedError({
      message: `Expected a network in ${folder} of ${files.location}, found none.`,
    });
  }
  if (bytes > limits.networkBytes) {
    throw new RunUnsupportedError({
      message: `The network in ${folder} is larger than this page loads: ${sizeWords(bytes)}, and ${sizeWords(limits.networkBytes)} are allowed.`,
      hint: "The command line has no such limit: ganlens explain.",
    });
  }
  const read = await Promise.all(paths.map((path) => files.read(path)));
  return {
    files: Object.fromEntries(
      paths.map((path, at) => [path.slice(folder.length + 1), read[at] as Uint8Array]),
    ),
  };
}
