import { CancelledError } from "@ganlens/core";

import { recordRun, type ShardRunner, train } from "@ganlens/training";
import { openShardThreads } from "@ganlens/training/node";
import type { CliIo } from "../cli-io.ts";
import type { Reporter } from "../reporters/reporter.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { shellWord, shownPath } from "./shown-path.ts";

export interface TrainRunOptions {
  readonly run: PreparedRun;
  readonly io: CliIo;
  readonly reporter: Reporter;
  /** Shards of a batch that are computed at once; as many as there are cores unless given. */
  readonly threads?: number | undefined;
  readonly position?: { readonly index: number; readonly count: number };
}

/**
 * Trains a prepared run to its end, recording it in its folder, and gives up the right to train it.
 *
 * @throws {CancelledError} when it was stopped before; the hint says how to go on
 */
export async function trainRun(options: TrainRunOptions): Promise<void> {
  const { run, threads } = options;
  const runner = openShardThreads(threads === undefined ? {} : { threads });
  try {
    await trainToTheEnd(options, runner);
  } finally {
    await runner.close();
    await run.lock.release();
  }
}

async function trainToTheEnd(
  { run, io, reporter, position }: TrainRunOptions,
  runner: ShardRunner,
): Promise<void> {
  const { store, record, config, dataset, resume, mendLog = false } = run;
  const path = shownPath(store.location, io);
  const { backend, training } = record;
  const { preset, seed, dataset: info } = training;
  reporter.report({ type: "run-opened", path, preset, seed, dataset: info, backend });
  for (const text of dataset.notes) reporter.report({ type: "note", text });
  reporter.report({ type: "stage-start", stage: "train", ...(position === undefined ? {} : { position }) });
  const { signal, clock, now } = io;
  const events = train(config, dataset, { store, signal, clock, resume, runner });
  let saved: number | undefined;
  const { logEvery } = config.schedule;
  for await (const event of recordRun(events, { store, record, logEvery, now, mendLog })) {
    reporter.report(event);
    // The first one, at step 0, holds a generator only.
    if (event.type === "checkpoint-saved" && event.step > 0) saved = event.step;
    if (event.type === "run-end" && event.reason === "stopped") {
      throw new CancelledError({
        message: `Training stopped at step ${event.step} of ${training.totalSteps}${saved === event.step ? "; its checkpoint is saved" : ""}.`,
        hint: `Go on with: ${io.program} train --resume ${shellWord(path)}`,
      });
    }
  }
}
