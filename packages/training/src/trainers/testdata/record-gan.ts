import {
  MemoryRunStore,
  openCheckpoint,
  Random,
  type RunRecord,
  readRunRecord,
  runLayout,
  type TrainingEvent,
} from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import type { PartialConfig } from "../../config/config-layers.ts";
import { fitGanModels } from "../../config/fit-models.ts";
import type { GanConfig } from "../../config/gan-config.ts";
import { resolveConfig } from "../../config/resolve-config.ts";
import { recordRun } from "../../runs/record-run.ts";
import { trainedSubject } from "../../runs/trained-subject.ts";
import { trainGan } from "../train-gan.ts";

export interface RecordGanOptions {
  readonly store?: MemoryRunStore;
  /** Stops after that step. */
  readonly until?: number;
  /** Goes on from that step. */
  readonly from?: number;
}

/** What is left of a training. */
export interface RecordedGan {
  readonly store: MemoryRunStore;
  readonly events: readonly TrainingEvent[];
  /** What it threw. */
  readonly error: unknown;
  /** `run.json` at the end. */
  readonly record: RunRecord;
}

/** Trains and records a GAN in memory, as the command line does in a folder. */
export async function recordGan(
  values: PartialConfig,
  options: RecordGanOptions = {},
): Promise<RecordedGan> {
  const { store = new MemoryRunStore(), until = Number.POSITIVE_INFINITY, from } = options;
  const resolved = resolveConfig([{ origin: "file", values }]).config as GanConfig;
  const random = Random.fromSeed(resolved.seed).split("data");
  const dataset = await openDataset(resolved.data as string, { split: "train", random });
  const config = fitGanModels(resolved, dataset.info);
  const stop = new AbortController();
  const events = trainGan(config, dataset, {
    store,
    signal: stop.signal,
    clock: () => 0,
    resume: from === undefined ? undefined : await openCheckpoint(store, from),
  });
  const fresh: RunRecord = {
    schemaVersion: 2,
    kind: "trained",
    name: "tiny",
    subject: trainedSubject(config, dataset.info),
    state: "running",
    versions: {},
    backend: { name: "wasm", device: "" },
    startedAt: "",
    training: {
      trainer: "gan",
      preset: null,
      config: { ...config },
      origin: {},
      seed: config.seed,
      dataset: dataset.info,
      step: 0,
      totalSteps: config.schedule.totalSteps,
      seconds: 0,
      imagesPerSecond: 0,
    },
  };
  const { reason: _, ...record } = (await store.has(runLayout.record)) ? await readRunRecord(store) : fresh;
  const seen: TrainingEvent[] = [];
  const now = () => new Date(0);
  const { logEvery } = config.schedule;
  let error: unknown;
  try {
    for await (const event of recordRun(events, { store, record, logEvery, now })) {
      seen.push(event);
      if (event.type === "step-end" && event.step === until) stop.abort();
    }
  } catch (thrown) {
    error = thrown;
  }
  return { store, events: seen, error, record: await readRunRecord(store) };
}

/** The events of one type. */
export function eventsOf<T extends TrainingEvent["type"]>(
  events: readonly TrainingEvent[],
  type: T,
): Extract<TrainingEvent, { readonly type: T }>[] {
  return events.filter((event): event is Extract<TrainingEvent, { readonly type: T }> => event.type === type);
}
