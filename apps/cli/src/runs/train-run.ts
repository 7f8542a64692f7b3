import { CancelledError } from "@ganlens/core";
import { type PreparedRun, trainRun as trainPrepared } from "@ganlens/training/node";
import type { CliIo } from "../cli-io.ts";
import type { Reporter } from "../reporters/reporter.ts";
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
export async function trainRun({ run, io, reporter, threads, position }: TrainRunOptions): Promise<void> {
  const { store, record, dataset } = run;
  const path = shownPath(store.location, io);
  const { backend, training } = record;
  const { preset, seed, dataset: info } = training;
  reporter.report({ type: "run-opened", path, preset, seed, dataset: info, backend });
  for (const text of dataset.notes) reporter.report({ type: "note", text });
  reporter.report({ type: "stage-start", stage: "train", ...(position === undefined ? {} : { position }) });
  const { signal, clock, now } = io;
  let saved: number | undefined;
  for await (const event of trainPrepared(run, { signal, threads, clock, now })) {
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
