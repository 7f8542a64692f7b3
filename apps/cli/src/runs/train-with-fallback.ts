import type { BackendName } from "@ganlens/backend";
import { BackendUnavailableError } from "@ganlens/core";
import type { Engine } from "../engine/open-engine.ts";
import { resumeRun } from "./resume-run.ts";
import { shownPath } from "./shown-path.ts";
import { type TrainRunOptions, trainRun } from "./train-run.ts";

export interface TrainWithFallbackOptions extends TrainRunOptions {
  /** Starts tfjs on this backend or throws. */
  readonly openEngine: (require: BackendName) => Promise<Engine>;
}

/** What is tried after a backend that failed, the fastest first. */
const order: readonly BackendName[] = ["node", "wasm", "cpu"];

/**
 * Trains a prepared run to its end; when the backend fails while running, goes on from the last checkpoint on another one
 * that works, as often as there is one left.
 *
 * @throws {BackendUnavailableError} what the last backend failed with
 */
export async function trainWithFallback({
  run,
  openEngine,
  ...rest
}: TrainWithFallbackOptions): Promise<void> {
  const { io, reporter } = rest;
  const failed: string[] = [];
  let current = run;
  for (;;) {
    try {
      return await trainRun({ ...rest, run: current });
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      failed.push(current.record.backend.name);
      const engine = await firstThatWorks(
        order.filter((name) => !failed.includes(name)),
        openEngine,
      );
      if (engine === undefined) throw error;
      reporter.report({ type: "note", text: `${error.message} Going on with ${engine.backend.name}.` });
      const path = shownPath(run.store.location, io);
      current = await resumeRun({ path, io, reporter, openEngine: async () => engine });
    }
  }
}

async function firstThatWorks(
  names: readonly BackendName[],
  openEngine: TrainWithFallbackOptions["openEngine"],
): Promise<Engine | undefined> {
  for (const name of names) {
    try {
      return await openEngine(name);
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
    }
  }
  return undefined;
}
