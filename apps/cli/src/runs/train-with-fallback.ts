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
/** Those that refuse what does not fit; the others take memory until the system ends the process. */
const bounded: readonly BackendName[] = ["wasm"];

/**
 * Trains a prepared run to its end; when the backend fails while running, goes on from the last checkpoint on another one
 * that works, as often as there is one left. After a want of memory only backends come into question that keep within theirs.
 *
 * @throws {BackendUnavailableError} what the last backend failed with, and why no other one was taken
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
      const left = order.filter((name) => !failed.includes(name));
      const safe = error.outOfMemory ? left.filter((name) => bounded.includes(name)) : left;
      const engine = await firstThatWorks(safe, openEngine);
      if (engine === undefined) throw safe.length < left.length ? withoutMemory(error, left) : error;
      reporter.report({ type: "note", text: `${error.message} Going on with ${engine.backend.name}.` });
      const path = shownPath(run.store.location, io);
      current = await resumeRun({ path, io, reporter, openEngine: async () => engine });
    }
  }
}

function withoutMemory(
  error: BackendUnavailableError,
  left: readonly BackendName[],
): BackendUnavailableError {
  const others = left.filter((name) => !bounded.includes(name));
  const why = `--fallback does not go on on ${others.join(" or ")}, which would take memory until the system ends the process; where there is enough, resume with --backend ${others.join(" or ")}.`;
  return new BackendUnavailableError({
    message: error.message,
    hint: error.hint === undefined ? why : `${error.hint} ${why}`,
    outOfMemory: true,
    cause: error,
  });
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
