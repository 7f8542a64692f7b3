import { type CheckpointManifest, checkpointManifestSchema } from "../contracts/checkpoint-manifest.ts";
import { CheckpointCorruptError } from "../errors/checkpoint-corrupt-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { sha256Hex } from "../hash/sha256.ts";
import { readJson } from "../store/read-json.ts";
import type { RunReader, RunStore } from "../store/run-store.ts";
import { writeJson } from "../store/write-json.ts";
import { runLayout, stepsIn } from "./run-layout.ts";

/** The bytes of one checkpoint by path, and whether training can go on from them. */
export interface CheckpointContents {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly resumable: boolean;
}

/** Writes a checkpoint: its files first, its manifest last, so that it exists only when it is whole. */
export async function writeCheckpoint(
  store: RunStore,
  step: number,
  { files, resumable }: CheckpointContents,
): Promise<void> {
  const folder = runLayout.checkpoint(step);
  const entries: Record<string, { bytes: number; sha256: string }> = {};
  for (const [path, bytes] of files) {
    await store.write(`${folder}/${path}`, bytes);
    entries[path] = { bytes: bytes.length, sha256: sha256Hex(bytes) };
  }
  const manifest: CheckpointManifest = { schemaVersion: 2, step, resumable, files: entries };
  await writeJson(store, `${folder}/manifest.json`, checkpointManifestSchema, manifest);
}

/** Removes a checkpoint, its manifest first, so that no reader takes a part of it for whole. */
export async function removeCheckpoint(store: RunStore, step: number): Promise<void> {
  await store.remove(`${runLayout.checkpoint(step)}/manifest.json`);
  await store.remove(runLayout.checkpoint(step));
}

/** The steps of all whole checkpoints, ascending. */
export async function listCheckpoints(reader: RunReader): Promise<readonly number[]> {
  const folder = runLayout.checkpointsFolder;
  return stepsIn(await reader.list(folder), folder, "/manifest.json");
}

/** A checkpoint whose files are checked as they are read. */
export interface Checkpoint {
  readonly manifest: CheckpointManifest;
  /**
   * The bytes of one of its files.
   *
   * @throws {CheckpointCorruptError} when they are not what the manifest says
   */
  read(path: string): Promise<Uint8Array>;
}

/**
 * Opens the checkpoint of a step.
 *
 * @throws {RunUnsupportedError} when there is none, or its manifest is of a newer schema
 */
export async function openCheckpoint(reader: RunReader, step: number): Promise<Checkpoint> {
  const folder = runLayout.checkpoint(step);
  const manifest = await readJson(
    reader,
    `${folder}/manifest.json`,
    checkpointManifestSchema,
    "a checkpoint manifest",
  );
  return {
    manifest,
    async read(path) {
      const entry = manifest.files[path];
      const where = `${reader.location}/${folder}/${path}`;
      const hint = "Remove the folder of this checkpoint to go back to the one before, or train again.";
      if (entry === undefined) {
        throw new CheckpointCorruptError({ message: `Expected ${where} in the manifest; it is not.`, hint });
      }
      const at = `${folder}/${path}`;
      const reading = reader.readAtMost?.(at, entry.bytes) ?? reader.read(at);
      const bytes = await reading.catch(async (cause: unknown) => {
        // A file that is there and cannot be read within the size that it should have is another one now.
        if (!(cause instanceof RunUnsupportedError) || !(await reader.has(at))) throw cause;
        throw new CheckpointCorruptError({
          message: `Expected ${where} to have ${entry.bytes} bytes: ${cause.message}`,
          hint: cause.hint ?? hint,
          cause,
        });
      });
      if (bytes.length !== entry.bytes || sha256Hex(bytes) !== entry.sha256) {
        throw new CheckpointCorruptError({
          message: `Expected ${where} to have ${entry.bytes} bytes with SHA-256 ${entry.sha256.slice(0, 12)}…, received ${bytes.length} bytes with ${sha256Hex(bytes).slice(0, 12)}…: it was truncated or changed.`,
          hint,
        });
      }
      return bytes;
    },
  };
}
