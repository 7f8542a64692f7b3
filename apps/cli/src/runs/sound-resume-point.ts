import {
  CheckpointCorruptError,
  type FindResumePointOptions,
  findResumePoint,
  type ResumePoint,
  type RunReader,
} from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import { shellWord } from "./shown-path.ts";

export interface SoundResumePointOptions extends FindResumePointOptions {
  /** The run as the user names it. */
  readonly path: string;
  readonly io: Pick<CliIo, "program">;
}

/**
 * Where a run goes on from, with the command that goes back where something is wrong.
 *
 * @throws {CheckpointCorruptError} when something is, and the user has not asked to go back
 */
export async function soundResumePoint(
  reader: RunReader,
  { path, io, ...options }: SoundResumePointOptions,
): Promise<ResumePoint> {
  const point = await findResumePoint(reader, options).catch((error: unknown) => {
    if (!(error instanceof CheckpointCorruptError)) throw error;
    throw new CheckpointCorruptError({
      message: error.message,
      hint: `Restore it from a copy, or go on from the newest checkpoint that is sound: ${io.program} train --resume ${shellWord(path)} --from latest-valid`,
      cause: error,
    });
  });
  if (point.checkpoint !== undefined) return point;
  const why =
    point.setAside.length === 0
      ? "there is no checkpoint to go on from yet, so it begins again at step 0."
      : "no checkpoint that training can go on from is sound, so it begins again at step 0; those that are there are set aside until a new one is saved.";
  return { ...point, notes: [...point.notes, why] };
}
