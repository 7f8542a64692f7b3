import { z } from "zod";

/** How long training goes on, and what is kept on the way. */
export interface Schedule {
  readonly totalSteps: number;
  /** Steps between sample grids. */
  readonly sampleEvery: number;
  /** Steps between lines of `metrics.ndjson`. */
  readonly logEvery: number;
  /** Steps between resumable checkpoints, of which the newest is kept; 0: only at the end and when stopped. */
  readonly checkpointEvery: number;
  /** Number of light checkpoints kept, at step 0 and at doubling steps up to the last. */
  readonly snapshots: number;
}

export const scheduleSchema: z.ZodType<Schedule> = z.strictObject({
  totalSteps: z.int().positive().default(1000),
  sampleEvery: z.int().positive().default(100),
  logEvery: z.int().positive().default(10),
  checkpointEvery: z.int().nonnegative().default(250),
  snapshots: z.int().min(0).max(64).default(9),
});
