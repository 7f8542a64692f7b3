import { type DatasetSpec, datasetSpecSchema } from "@ganlens/datasets";
import * as z from "zod";
import { type Schedule, scheduleSchema } from "./schedule.ts";

/** What the configuration of every training run has; `trainer` says what else. */
export interface RunConfig {
  readonly trainer: string;
  readonly seed: number;
  /** A registered name, files of samples or a folder of images. */
  readonly data: DatasetSpec;
  readonly batchSize: number;
  /** Batches whose gradients are averaged before the networks move. */
  readonly accumulate: number;
  /** Parts of a batch whose gradients are averaged. They fix the bytes of a run, and may be computed side by side. */
  readonly shards: number;
  readonly schedule: Schedule;
}

/** The keys of {@link RunConfig} but the trainer's name, with what a trainer takes where nothing is said. */
export function runConfigShape({
  data,
  totalSteps,
  snapshots,
}: {
  readonly data: string;
  readonly totalSteps: number;
  readonly snapshots: number;
}): { readonly [K in Exclude<keyof RunConfig, "trainer">]: z.ZodType<RunConfig[K]> } {
  return {
    seed: z.int().nonnegative().default(0),
    data: datasetSpecSchema.default(data),
    batchSize: z.int().min(2).max(4096).default(64),
    accumulate: z.int().positive().max(1024).default(1),
    shards: z.int().positive().max(64).default(2),
    schedule: scheduleSchema({ totalSteps, snapshots }).prefault({} as Schedule),
  };
}
