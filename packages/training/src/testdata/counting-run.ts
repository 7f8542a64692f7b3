import {
  type BestStep,
  findResumePoint,
  MemoryRunStore,
  type RunRecord,
  type RunStore,
  readRunRecord,
  runLayout,
  setAside,
  type TrainingEvent,
} from "@ganlens/core";
import type { Schedule } from "../config/schedule.ts";
import { runSteps } from "../loop/run-steps.ts";
import type { Trainee } from "../loop/trainee.ts";
import { TrainingWatch, type TrainingWatchOptions } from "../loop/training-watch.ts";
import { recordRun } from "../runs/record-run.ts";

const text = (value: string) => new TextEncoder().encode(value);

/** A trainee whose whole state is a number that every step changes, as fast as nothing at all. */
export function countingTrainee(): Trainee {
  let state = 1;
  return {
    parameters: { generator: 1 },
    batchSize: 4,
    step: async () => {
      state = (state * 48271) % 2147483647;
      const losses = { generator: state / 2147483647 };
      return { losses, parts: {}, statistics: {}, gradientNorms: {} };
    },
    sample: async () => ({ data: new Float32Array(4).fill(state / 2147483647), shape: [1, 2, 2, 1] }),
    save: async ({ resumable }) => {
      const files = new Map([["generator/weights.bin", text(`generator ${state}`)]]);
      if (resumable) files.set("discriminator/weights.bin", text(`discriminator ${state}`));
      if (resumable) files.set("state.json", text(String(state)));
      return { files, resumable };
    },
    restore: async (read) => {
      state = Number(new TextDecoder().decode(await read("state.json")));
    },
    dispose: () => {},
  };
}

export interface CountingRunOptions {
  readonly schedule: Schedule;
  readonly store: RunStore;
  /** Stops after that step, as a signal does. */
  readonly until?: number | undefined;
  readonly from?: "newest" | "latest-valid";
  /** Part of the configuration, for nothing else than to change it. */
  readonly flavour?: string;
  /** Steps between measurements, the best of which keeps its checkpoint; nothing is measured unless given. */
  readonly measureEvery?: number | undefined;
}

/** Measures a number at every so many steps that goes up and down with the step. */
function countingEvaluator(every: number): NonNullable<TrainingWatchOptions["evaluator"]> {
  let best: BestStep | null = null;
  return {
    get best() {
      return best;
    },
    reasonToStop: undefined,
    async evaluateWhenDue(step, { isLast }) {
      if (!isLast && step % every !== 0) return undefined;
      const value = (step * 29) % 37;
      if (best === null || value > best.value) best = { measure: "count", step, value };
      return { step, samples: 1, features: "none", measures: {}, classes: null, best };
    },
    save: () => ({ best }),
    restore(saved) {
      best = (saved as { readonly best: BestStep | null }).best;
    },
  };
}

/** Trains a counting run, from where the store's run goes on if there is one; what it told. */
export async function countingRun(options: CountingRunOptions): Promise<readonly TrainingEvent[]> {
  const { schedule, store, until, from = "newest", flavour = "plain", measureEvery } = options;
  const found = (await store.has(runLayout.record)) ? await readRunRecord(store) : undefined;
  const point = found && (await findResumePoint(store, { record: found, from }));
  for (const step of point?.setAside ?? []) await setAside(store, step);
  const trainee = countingTrainee();
  const checkpoint = point?.checkpoint;
  const watch = new TrainingWatch({
    totalSteps: schedule.totalSteps,
    falling: [],
    ...(measureEvery === undefined ? {} : { evaluator: countingEvaluator(measureEvery) }),
  });
  if (checkpoint !== undefined) {
    await trainee.restore((path) => checkpoint.read(path));
    watch.restore(await checkpoint.read(TrainingWatch.file));
  }
  const stop = new AbortController();
  let time = 0;
  const steps = runSteps({
    trainee,
    schedule,
    watch,
    store,
    startStep: checkpoint?.manifest.step ?? 0,
    signal: stop.signal,
    clock: () => time++,
  });
  const events: TrainingEvent[] = [];
  const record = recordOf(schedule, flavour);
  const mendLog = point?.mendLog ?? false;
  const { logEvery } = schedule;
  for await (const event of recordRun(steps, { store, record, logEvery, now: () => new Date(0), mendLog })) {
    events.push(event);
    if (event.type === "step-end" && event.step === until) stop.abort();
  }
  return events;
}

/** All of a counting run that must not depend on where it was stopped; times and what tells of them left out. */
export async function countedBytes(store: RunStore): Promise<Readonly<Record<string, unknown>>> {
  const paths = (await store.list()).filter(
    (path) => path !== runLayout.record && !path.startsWith("events."),
  );
  const files = await Promise.all(
    paths.map(async (path) => [path, new TextDecoder("latin1").decode(await store.read(path))] as const),
  );
  const log = new TextDecoder().decode(await store.read(runLayout.metrics)).trimEnd().split("\n");
  return {
    ...Object.fromEntries(files),
    [runLayout.metrics]: log.map((line) => ({ ...JSON.parse(line), time: null })),
  };
}

/** A store that dies at one of its operations that change something, and does nothing any more from then on. */
export class DyingStore extends MemoryRunStore {
  /** Operations that changed something. */
  operations: number = 0;
  diesAt: number = Number.POSITIVE_INFINITY;

  override write(path: string, bytes: Uint8Array): Promise<void> {
    return this.#live(() => super.write(path, bytes));
  }

  override append(path: string, bytes: Uint8Array): Promise<void> {
    // A kill may leave a part of what was being added.
    if (this.operations + 1 === this.diesAt) void super.append(path, bytes.subarray(0, bytes.length >> 1));
    return this.#live(() => super.append(path, bytes));
  }

  override remove(path: string): Promise<void> {
    return this.#live(() => super.remove(path));
  }

  override move(from: string, to: string): Promise<void> {
    return this.#live(() => super.move(from, to));
  }

  async #live(act: () => Promise<void>): Promise<void> {
    this.operations += 1;
    if (this.operations >= this.diesAt) throw new Error("killed");
    await act();
  }
}

function recordOf(schedule: Schedule, flavour: string): RunRecord {
  return {
    schemaVersion: 2,
    kind: "trained",
    name: "counting",
    subject: { shape: [2, 2, 1], generator: { folder: "generator", format: "ganlens" } },
    state: "running",
    versions: {},
    backend: { name: "cpu", device: "" },
    startedAt: "",
    training: {
      trainer: "counting",
      preset: null,
      config: { flavour, schedule: { ...schedule } },
      origin: {},
      seed: 0,
      dataset: {
        name: "none",
        kind: "image",
        shape: [2, 2, 1],
        splits: {},
        licence: "",
        sha256: "a".repeat(64),
      },
      step: 0,
      totalSteps: schedule.totalSteps,
      seconds: 0,
      imagesPerSecond: 0,
    },
  };
}
