import { MemoryRunStore, openCheckpoint, sha256Hex } from "@ganlens/core";
import type { ShardRunner } from "../shard-runner.ts";
import type { ExactnessCase } from "./exactness-case.ts";

/** All that must not depend on when training was stopped, or on where shards were computed. */
export interface TrainedBytes {
  /** Losses and parts of every step. */
  readonly losses: readonly unknown[];
  readonly samples: readonly unknown[];
  /** Alarms and evaluations. */
  readonly seen: readonly unknown[];
  /** File of the last checkpoint → SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}

export interface TrainedBytesOptions {
  readonly runner?: ShardRunner;
  /** Stops after that step and goes on in a session of its own. */
  readonly stopAt?: number;
  /** What is done to the store between the two sessions. */
  readonly between?: (store: MemoryRunStore) => Promise<void>;
}

/** Trains one line of the matrix, in one session or in two. */
export async function trainedBytes(
  line: ExactnessCase,
  { runner, stopAt, between }: TrainedBytesOptions = {},
): Promise<TrainedBytes> {
  const store = new MemoryRunStore();
  const losses: unknown[] = [];
  const samples: unknown[] = [];
  const seen: unknown[] = [];
  const session = async (from: number | undefined) => {
    const stop = new AbortController();
    const training = line.train({
      store,
      clock: () => 0,
      signal: stop.signal,
      runner,
      resume: from === undefined ? undefined : await openCheckpoint(store, from),
    });
    for (let next = await training.next(); ; next = await training.next()) {
      if (next.done) return next.value.release();
      if (next.value.type === "step-end") {
        losses.push({ ...next.value.losses, ...next.value.parts });
        if (from === undefined && next.value.step === stopAt) stop.abort();
      }
      if (next.value.type === "health-alarm" || next.value.type === "evaluation-ready") seen.push(next.value);
      if (next.value.type === "sample-ready") samples.push([next.value.step, ...next.value.samples.data]);
    }
  };
  await session(undefined);
  if (stopAt !== undefined) {
    await between?.(store);
    await session(stopAt);
  }
  const { manifest } = await openCheckpoint(store, line.steps);
  const files = Object.keys(manifest.files).map(async (path) => {
    const bytes = await (await openCheckpoint(store, line.steps)).read(path);
    return [path, sha256Hex(bytes)] as const;
  });
  return { losses, samples, seen, files: Object.fromEntries(await Promise.all(files)) };
}
