import type { CheckpointManifest } from "../contracts/checkpoint-manifest.ts";
import type { AskedRecord, RunRecord } from "../contracts/run-record.ts";
import { CheckpointCorruptError } from "../errors/checkpoint-corrupt-error.ts";
import { GanlensError } from "../errors/ganlens-error.ts";
import { sha256Hex } from "../hash/sha256.ts";
import { readJsonBytes } from "../store/read-json.ts";
import type { RunReader } from "../store/run-store.ts";
import { listCheckpoints, readManifest, type StoredManifest } from "./checkpoint.ts";
import { runLayout } from "./run-layout.ts";

/** A checkpoint, and what is wrong with it as a link of its run's chain. */
export interface CheckedCheckpoint {
  readonly step: number;
  /** Undefined where it cannot be read, or is not as it was written. */
  readonly manifest: CheckpointManifest | undefined;
  /** Undefined where nothing is wrong; a sentence otherwise. The files that the manifest names are not looked at. */
  readonly fault: string | undefined;
}

/**
 * All checkpoints of a run by step, each checked against what was asked of the run and against the one before it that stays: no
 * weights are read.
 *
 * @param asked what run.json says was asked; undefined in a run that is not chained
 */
export async function checkedCheckpoints(
  reader: RunReader,
  asked: AskedRecord | undefined,
): Promise<readonly CheckedCheckpoint[]> {
  const known = new Map<number, { readonly hashes: readonly string[]; readonly isSound: boolean }>();
  const found: CheckedCheckpoint[] = [];
  for (const step of await listCheckpoints(reader)) {
    const stored = await readManifest(reader, step).catch((error: unknown) => {
      if (GanlensError.isInstance(error)) return error;
      throw error;
    });
    if (GanlensError.isInstance(stored)) {
      found.push({ step, manifest: undefined, fault: stored.message });
      known.set(step, { hashes: [], isSound: false });
      continue;
    }
    const { manifest } = stored;
    const fault = rootFault(manifest, asked) ?? linkFault(manifest, known);
    found.push({ step, manifest, fault });
    known.set(step, { hashes: await hashesOf(reader, stored), isSound: fault === undefined });
  }
  return found;
}

/** Why a checkpoint does not belong to what was asked of a run; undefined where it does. */
export function rootFault(
  { step, chain }: Pick<CheckpointManifest, "step" | "chain">,
  asked: AskedRecord | undefined,
): string | undefined {
  const run = chain?.run ?? null;
  if (asked === undefined) {
    return run === null
      ? undefined
      : `The checkpoint of step ${step} is tied to what was asked of its run, and run.json is of a run without such ties.`;
  }
  const start = asked.before.at(-1)?.until ?? 0;
  const isOfNow = run === asked.sha256 && step >= start;
  if (isOfNow || asked.before.some(({ sha256, until }) => sha256 === run && step <= until)) return undefined;
  return run === null
    ? `The checkpoint of step ${step} is tied to no run, where those of this run are tied to what was asked of it.`
    : `The checkpoint of step ${step} was made by another run, or from another configuration, seed or data than run.json names (${run.slice(0, 12)}… instead of ${asked.sha256.slice(0, 12)}…).`;
}

/**
 * Checks that a checkpoint belongs to a run, as far as its manifest tells.
 *
 * @throws {CheckpointCorruptError} when it was made by another run, or from something else than its run.json asks
 */
export function assertOfRun(
  manifest: Pick<CheckpointManifest, "step" | "chain">,
  { training }: Pick<RunRecord, "training">,
): void {
  const fault = rootFault(manifest, training?.asked);
  if (fault === undefined) return;
  throw new CheckpointCorruptError({
    message: fault,
    hint: "Restore the checkpoint, or run.json, from a copy of the run.",
  });
}

function linkFault(
  { step, chain }: CheckpointManifest,
  known: ReadonlyMap<number, { readonly hashes: readonly string[]; readonly isSound: boolean }>,
): string | undefined {
  const previous = chain?.previous ?? null;
  if (previous === null) return undefined;
  const before = known.get(previous.step);
  // One that is gone was removed; one that is not sound is told by itself.
  if (before === undefined || !before.isSound || before.hashes.includes(previous.sha256)) return undefined;
  return `The checkpoint of step ${step} was made after another checkpoint of step ${previous.step} than the one that is there.`;
}

/** Of the manifest, and of what it becomes once training need not go on from it any more. */
async function hashesOf(reader: RunReader, { manifest, sha256 }: StoredManifest): Promise<readonly string[]> {
  const light = runLayout.lightManifest(manifest.step);
  if (!(await reader.has(light))) return [sha256];
  return [sha256, sha256Hex(await readJsonBytes(reader, light))];
}
