import { type RunContents, type RunStanding, readRun, runStanding } from "@ganlens/core";
import { limits } from "./limits.ts";
import type { FileMemo } from "./memo.ts";
import type { RunFiles } from "./run-files.ts";

/** A run as the page shows it: what the reader that all share has read, and the files for what is large. */
export interface OpenRun extends RunContents {
  readonly files: RunFiles;
  /** How the run stands: one that calls itself running is interrupted when its process is gone; `null` without a record. */
  readonly standing: RunStanding | null;
  /** What was made of files before, for as long as they stay the same. */
  readonly memo: FileMemo;
}

/**
 * Reads what the page shows of a run; what has not changed since the last time is kept.
 *
 * @throws {RunUnsupportedError} when `run.json` is there and cannot be read, or there is neither a run nor a lens
 */
export async function openRun(files: RunFiles, memo: FileMemo): Promise<OpenRun> {
  const { jsonBytes, logBytes, lenses } = limits;
  const contents = await readRun(files, {
    ceilings: { jsonBytes, logBytes, lenses },
    remember: (path, read) => memo.of(files, path, read),
  });
  const standing = contents.record && runStanding(contents.record, files.writer);
  return { ...contents, files, standing, memo };
}
