import * as z from "zod";

/** How long training goes on, and what is kept on the way. */
export interface Schedule {
  readonly totalSteps: number;
  /** Steps between sample grids. */
  readonly sampleEvery: number;
  /** Steps between lines of `metrics.ndjson`. */
  readonly logEvery: number;
  /** Steps between resumable checkpoints; 0: only at the end and when stopped. Kept are the newest, and those of snapshots. */
  readonly checkpointEvery: number;
  /** Number of checkpoints kept for good, at step 0 and at doubling steps up to the last; most hold the generator alone. */
  readonly snapshots: number;
}

/** The schema of a schedule, with what a trainer takes where nothing is said. */
export function scheduleSchema({
  totalSteps,
  snapshots,
}: Pick<Schedule, "totalSteps" | "snapshots">): z.ZodType<Schedule> {
  return z.strictObject({
    totalSteps: z.int().positive().default(totalSteps),
    sampleEvery: z.int().positive().default(100),
    logEvery: z.int().positive().default(10),
    checkpointEvery: z.int().nonnegative().default(250),
    snapshots: z.int().min(0).max(64).default(snapshots),
  });
}
