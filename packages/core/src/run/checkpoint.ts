import {
  type CheckpointLink,
  type CheckpointManifest,
  checkpointManifestSchema,
} from "../contracts/checkpoint-manifest.ts";
import { CheckpointCorruptError } from "../errors/checkpoint-corrupt-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { canonicalJson } from "../hash/canonical-json.ts";
import { sha256Hex } from "../hash/sha256.ts";
import { parseJson } from "../store/parse-json.ts";
import { readJsonBytes } from "../store/read-json.ts";
import type { RunReader, RunStore } from "../store/run-store.ts";
import { writeJson } from "../store/write-json.ts";
import { runLayout, stepsIn } from "./run-layout.ts";

/** The bytes of one checkpoint by path, and whether training can go on from them. */
export interface CheckpointContents {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly resumable: boolean;
}

/**
 * Writes a checkpoint: its files first, its manifest last, so that it exists only when it is whole. What was written of one that
 * could not be finished is removed again.
 *
 * @param link what ties it to its run, where it is tied
 */
export async function writeCheckpoint(
  store: RunStore,
  step: number,
  { files, resumable }: CheckpointContents,
  link?: Omit<CheckpointLink, "seal">,
): Promise<void> {
  const folder = runLayout.checkpoint(step);
  const entries: Record<string, { bytes: number; sha256: string }> = {};
  const isNew = !(await store.has(runLayout.manifest(step)));
  try {
    for (const [path, bytes] of files) {
      await store.write(`${folder}/${path}`, bytes);
      entries[path] = { bytes: bytes.length, sha256: sha256Hex(bytes) };
    }
    const manifest: CheckpointManifest = { schemaVersion: 2, step, resumable, files: entries };
    const sealed = link === undefined ? manifest : withSeal({ ...manifest, chain: { ...link, seal: "" } });
    await writeJson(store, runLayout.manifest(step), checkpointManifestSchema, sealed);
  } catch (error) {
    // The first error is the one to tell, and its half of a checkpoint may be what fills the disk.
    if (isNew) await store.remove(folder).catch(() => undefined);
    throw error;
  }
}

type Chained = CheckpointManifest & { readonly chain: CheckpointLink };

function withSeal(manifest: Chained): Chained {
  return { ...manifest, chain: { ...manifest.chain, seal: sealOf(manifest) } };
}

function sealOf({ chain, ...manifest }: Chained): string {
  const { seal: _, ...link } = chain;
  return sha256Hex(new TextEncoder().encode(canonicalJson({ ...manifest, chain: link })));
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

/** A manifest, and the SHA-256 of its bytes, by which later ones name it. */
export interface StoredManifest {
  readonly manifest: CheckpointManifest;
  readonly sha256: string;
}

/**
 * The manifest of the checkpoint of a step.
 *
 * @throws {RunUnsupportedError} when there is none, or it is of a newer schema
 * @throws {CheckpointCorruptError} when it is of another step, or not as it was written
 */
export async function readManifest(reader: RunReader, step: number): Promise<StoredManifest> {
  const path = runLayout.manifest(step);
  const bytes = await readJsonBytes(reader, path);
  const where = `${path} in ${reader.location}`;
  const manifest = parseJson(bytes, where, checkpointManifestSchema, "a checkpoint manifest");
  const { chain } = manifest;
  const fault =
    manifest.step !== step
      ? `says that it is of step ${manifest.step}`
      : chain !== undefined && sealOf({ ...manifest, chain }) !== chain.seal
        ? "is not as it was written: its SHA-256 is another now"
        : undefined;
  if (fault === undefined) return { manifest, sha256: sha256Hex(bytes) };
  throw new CheckpointCorruptError({
    message: `Expected the manifest of the checkpoint of step ${step}, but ${where} ${fault}.`,
    hint: backHint,
  });
}

const backHint =
  "Restore it from a copy. A run that was trained here goes back to its last sound checkpoint with: ganlens train --resume RUN --from latest-valid";

/**
 * Opens the checkpoint of a step.
 *
 * @throws {RunUnsupportedError} when there is none, or its manifest is of a newer schema
 * @throws {CheckpointCorruptError} when its manifest is of another step, or not as it was written
 */
export async function openCheckpoint(reader: RunReader, step: number): Promise<Checkpoint> {
  const folder = runLayout.checkpoint(step);
  const { manifest } = await readManifest(reader, step);
  return {
    manifest,
    async read(path) {
      const entry = manifest.files[path];
      const where = `${reader.location}/${folder}/${path}`;
      if (entry === undefined) {
        throw new CheckpointCorruptError({
          message: `Expected ${where} in the manifest; it is not.`,
          hint: backHint,
        });
      }
      const at = `${folder}/${path}`;
      const reading = reader.readAtMost?.(at, entry.bytes) ?? reader.read(at);
      const bytes = await reading.catch(async (cause: unknown) => {
        // A file that is there and cannot be read within the size that it should have is another one now.
        if (!(cause instanceof RunUnsupportedError) || !(await reader.has(at))) throw cause;
        throw new CheckpointCorruptError({
          message: `Expected ${where} to have ${entry.bytes} bytes: ${cause.message}`,
          hint: cause.hint ?? backHint,
          cause,
        });
      });
      if (bytes.length !== entry.bytes || sha256Hex(bytes) !== entry.sha256) {
        throw new CheckpointCorruptError({
          message: `Expected ${where} to have ${entry.bytes} bytes with SHA-256 ${entry.sha256.slice(0, 12)}…, received ${bytes.length} bytes with ${sha256Hex(bytes).slice(0, 12)}…: it was truncated or changed.`,
          hint: backHint,
        });
      }
      return bytes;
    },
  };
}
