import type { TrainingEvent } from "@ganlens/core";
import { recordRun } from "../runs/record-run.ts";
import { train } from "../trainers/train.ts";
import { openShardThreads } from "./open-shard-threads.ts";
import type { PreparedRun } from "./prepared-run.ts";

export interface TrainRunOptions {
  /** Aborting it ends training after the step in progress, with a checkpoint to go on from. */
  readonly signal?: AbortSignal;
  /** How many cores compute at once; all of them unless given. It never changes a byte. */
  readonly threads?: number | undefined;
  /** Milliseconds from an arbitrary origin, for rates only. */
  readonly clock?: () => number;
  /** The wall clock, for event files and run.json only. */
  readonly now?: () => Date;
}

/**
 * Trains a prepared run to its end, or until it is stopped, and records it in its folder; then gives up the right to train it.
 *
 * Leaving the loop over its events early stops it, too, without a last checkpoint.
 *
 * @throws {TrainingDivergedError} when a loss or a weight stops being finite
 * @throws {BackendUnavailableError} when the backend, or a worker, fails while running
 */
export async function* trainRun(
  { store, record, config, dataset, lock, resume, mendLog = false }: PreparedRun,
  { signal, threads, clock = () => performance.now(), now = () => new Date() }: TrainRunOptions = {},
): AsyncGenerator<TrainingEvent, void> {
  const runner = openShardThreads(threads === undefined ? {} : { threads });
  try {
    const events = train(config, dataset, { store, signal, clock, resume, runner });
    yield* recordRun(events, { store, record, logEvery: config.schedule.logEvery, now, mendLog });
  } finally {
    await runner.close();
    await dataset.close?.();
    await lock.release();
  }
}
