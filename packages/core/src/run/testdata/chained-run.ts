import type { AskedRecord, RunRecord, TrainingRecord } from "../../contracts/run-record.ts";
import { runRecordSchema } from "../../contracts/run-record-schema.ts";
import { MemoryRunStore } from "../../store/memory-run-store.ts";
import type { RunStore } from "../../store/run-store.ts";
import { writeJson } from "../../store/write-json.ts";
import { withAsked } from "../asked-of-run.ts";
import { readManifest, writeCheckpoint } from "../checkpoint.ts";
import { LogHash } from "../log-hash.ts";

export interface ChainedRunOptions {
  readonly seed?: number;
  /** What the weights hold, beside the step. */
  readonly weights?: string;
  readonly store?: RunStore;
}

/** Steps of the checkpoints of {@link chainedRun}: two light ones that stay, and two that training can go on from. */
const chainedSteps = [0, 10, 20, 30] as const;

/** A stopped run of 30 steps with four checkpoints that are tied to it, and a log of one line for every ten steps. */
export async function chainedRun({
  seed = 0,
  weights = "weights",
  store = new MemoryRunStore("run"),
}: ChainedRunOptions = {}): Promise<RunStore> {
  const record = chainedRecord(seed);
  const log = new LogHash();
  let previous: { step: number; sha256: string } | null = null;
  for (const step of chainedSteps) {
    if (step > 0) {
      const line = JSON.stringify({ step, images: step, losses: { generator: seed }, time: { seconds: step } });
      log.add(line);
      await store.append("metrics.ndjson", new TextEncoder().encode(`${line}\n`));
    }
    const kept = step <= 10;
    const bytes = (name: string) => new TextEncoder().encode(`${name} of ${step === 0 ? "weights" : weights} at ${step}`);
    const files = new Map([["generator/weights.bin", bytes("generator")]]);
    if (!kept) files.set("state.npz", bytes("state"));
    const run = record.training.asked.sha256;
    await writeCheckpoint(store, step, { files, resumable: !kept }, { run, previous, log: log.digest(), kept });
    if (kept) previous = { step, sha256: (await readManifest(store, step)).sha256 };
  }
  await writeJson(store, "run.json", runRecordSchema, record);
  return store;
}

/** The record of a run whose training is tied. */
export type ChainedRecord = RunRecord & { readonly training: TrainingRecord & { readonly asked: AskedRecord } };

/** What run.json of {@link chainedRun} says. */
export function chainedRecord(seed = 0): ChainedRecord {
  const dataset = { name: "digits", kind: "image", shape: [8, 8, 1], splits: {}, licence: "" } as const;
  const record = {
    schemaVersion: 2,
    kind: "trained",
    name: "run",
    subject: { shape: [8, 8, 1], generator: { folder: "generator", format: "ganlens" } },
    state: "stopped",
    versions: {},
    backend: { name: "wasm", device: "" },
    startedAt: "",
    training: {
      trainer: "gan",
      preset: null,
      config: { trainer: "gan", seed, data: "digits" },
      origin: {},
      seed,
      dataset: { ...dataset, sha256: "a".repeat(64) },
      step: 30,
      totalSteps: 60,
      seconds: 0,
      imagesPerSecond: 0,
      asked: { sha256: "", before: [] },
    },
  } as const;
  return withAsked(record, undefined, 0);
}
