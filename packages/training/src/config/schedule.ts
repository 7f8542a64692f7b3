import * as z from "zod";

/** How long training goes on, and what is kept on the way. */
export interface Schedule {
  readonly totalSteps: number;
  /** Steps between sample grids. */
  readonly sampleEvery: number;
  /** Steps between lines of `metrics.ndjson`. */
  readonly logEvery: number;
  /** Steps between resumable checkpoints; 0: only at the end and when stopped. */
  readonly checkpointEvery: number;
  /** How many of the newest resumable checkpoints stay; each holds the weights of all networks and what their optimizers know. */
  readonly keepLast: number;
  /** Steps between resumable checkpoints that stay for good; 0: none do. */
  readonly keepEvery: number;
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
    keepLast: z.int().min(1).max(1000).default(1),
    keepEvery: z.int().nonnegative().default(0),
    snapshots: z.int().min(0).max(64).default(snapshots),
  });
}
