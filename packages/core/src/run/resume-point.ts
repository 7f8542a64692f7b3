import type { RunRecord } from "../contracts/run-record.ts";
import { CheckpointCorruptError } from "../errors/checkpoint-corrupt-error.ts";
import { GanlensError } from "../errors/ganlens-error.ts";
import type { RunReader } from "../store/run-store.ts";
import { assertAsked } from "./asked-of-run.ts";
import { type CheckedCheckpoint, checkedCheckpoints } from "./checked-checkpoints.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { evaluationsUntil } from "./evaluations-until.ts";
import { runLayout } from "./run-layout.ts";
import { logUntil } from "./run-log.ts";

/** From where training goes on. */
export interface ResumePoint {
  /** Undefined where it begins again at step 0. */
  readonly checkpoint: Checkpoint | undefined;
  /** Steps of the checkpoints that are not sound and are to be set aside, ascending. */
  readonly setAside: readonly number[];
  /** True when lines of the log that cannot be read are to be left out. */
  readonly mendLog: boolean;
  /** What should be known; whole sentences. */
  readonly notes: readonly string[];
}

export interface FindResumePointOptions {
  readonly record: RunRecord;
  /**
   * `newest`: the newest resumable checkpoint, and nothing in the run may be wrong; `latest-valid`: the newest one that is sound.
   */
  readonly from?: "newest" | "latest-valid";
}

/**
 * Finds the checkpoint that training goes on from, and looks at everything that it stands on: what run.json says was asked, the
 * chain of checkpoints, the bytes of that checkpoint, and the log up to it. Nothing is changed.
 *
 * @throws {RunUnsupportedError} when run.json is not as it was written
 * @throws {CheckpointCorruptError} with `newest`, when anything else is not
 */
export async function findResumePoint(
  reader: RunReader,
  { record, from = "newest" }: FindResumePointOptions,
): Promise<ResumePoint> {
  assertAsked(record, reader.location);
  const found = await checkedCheckpoints(reader, record.training?.asked);
  const faults = found.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  if (from === "newest" && faults.length > 0) throw notSound(faults);
  const bad = new Set(found.flatMap(({ step, fault }) => (fault === undefined ? [] : [step])));
  let checkpoint: Checkpoint | undefined;
  for (const { step, manifest } of [...found].reverse()) {
    if (checkpoint !== undefined || manifest?.resumable !== true || bad.has(step)) continue;
    const whole = await wholeCheckpoint(reader, step);
    if (typeof whole !== "string") checkpoint = whole;
    else {
      if (from === "newest") throw notSound([whole]);
      faults.push(whole);
      bad.add(step);
    }
  }
  const logFaults = await faultsOfLogs(reader, checkpoint);
  if (logFaults.length > 0 && from === "newest") throw notSound(logFaults);
  return {
    checkpoint,
    setAside: [...bad].sort((one, other) => one - other),
    mendLog: logFaults.length > 0,
    notes: [...faults, ...logFaults.map(asNote), ...chainNotes(found, record)],
  };
}

function notSound(faults: readonly string[]): CheckpointCorruptError {
  return new CheckpointCorruptError({
    message: faults.join("\n"),
    hint: "Restore it from a copy, or go on from the newest checkpoint that is sound: ganlens train --resume RUN --from latest-valid",
  });
}

/** A checkpoint all of whose files are as its manifest says; what is wrong with it, otherwise. */
async function wholeCheckpoint(reader: RunReader, step: number): Promise<Checkpoint | string> {
  try {
    const checkpoint = await openCheckpoint(reader, step);
    for (const path of Object.keys(checkpoint.manifest.files)) await checkpoint.read(path);
    return checkpoint;
  } catch (error) {
    if (GanlensError.isInstance(error)) return error.message;
    throw error;
  }
}

async function faultsOfLogs(
  reader: RunReader,
  checkpoint: Checkpoint | undefined,
): Promise<readonly string[]> {
  // Where training begins again, all is logged again.
  if (checkpoint === undefined) return [];
  const textOf = async (path: string) =>
    (await reader.has(path)) ? new TextDecoder().decode(await reader.read(path)) : "";
  const { step, chain } = checkpoint.manifest;
  const faults = [
    logUntil(await textOf(runLayout.metrics), { step, digest: chain?.log }).fault,
    evaluationsUntil(await textOf(runLayout.evaluations), step).fault,
  ];
  return faults.filter((fault) => fault !== undefined);
}

function asNote(fault: string): string {
  return `${fault} What can be read of it is kept; the file as it is stays beside it.`;
}

function chainNotes(found: readonly CheckedCheckpoint[], { training }: RunRecord): readonly string[] {
  if (training?.asked !== undefined || found.length === 0) return [];
  return [
    "the checkpoints of this run are from before checkpoints were tied to what was asked of it: they are taken as they are, and tied from here on.",
  ];
}
