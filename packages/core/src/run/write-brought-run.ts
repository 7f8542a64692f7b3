import { encodeNpz } from "../codecs/npz.ts";
import type { Latents } from "../contracts/latents.ts";
import type { RunRecord } from "../contracts/run-record.ts";
import { runRecordSchema } from "../contracts/run-record-schema.ts";
import type { SubjectRecord } from "../contracts/subject-record.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import type { RunStore } from "../store/run-store.ts";
import { writeJson } from "../store/write-json.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { runLayout } from "./run-layout.ts";
import { type GivenSamples, storeSamples } from "./store-samples.ts";

/** What was not trained here and becomes a run folder: a generator, a series of them, or samples. */
export interface BroughtRun {
  readonly name: string;
  readonly subject: SubjectRecord;
  /** The generator's files by step; one step, 0, for a single model. */
  readonly generators?: readonly { readonly step: number; readonly files: ReadonlyMap<string, Uint8Array> }[];
  readonly samples?: GivenSamples;
  /** Latents of a file, where the generator's cannot be drawn. */
  readonly latents?: Latents;
  readonly versions: RunRecord["versions"];
  readonly backend: RunRecord["backend"];
  /** ISO 8601. */
  readonly startedAt: string;
}

/**
 * Writes a run folder of something that was not trained here. Its record is written last: a folder without one is no run.
 *
 * @throws {RunUnsupportedError} when there is neither a generator nor a sample, or two models of one step
 */
export async function writeBroughtRun(store: RunStore, brought: BroughtRun): Promise<RunRecord> {
  const { generators = [], samples, latents } = brought;
  const steps = new Set(generators.map(({ step }) => step));
  if ((generators.length === 0) === (samples === undefined) || steps.size < generators.length) {
    throw new RunUnsupportedError({
      message:
        steps.size < generators.length
          ? "Expected models of different steps, received two of one step."
          : "Expected either generators or samples, received neither or both.",
      hint: "The step of a model in a series is the last number of its path.",
    });
  }
  for (const { step, files } of generators) {
    const folder = brought.subject.generator?.folder ?? "generator";
    const inFolder = new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
    await writeCheckpoint(store, step, { files: inFolder, resumable: false });
  }
  const latentsPath = `${runLayout.subjectFolder}/latents.npz`;
  if (latents !== undefined) {
    const { z, labels } = latents;
    const arrays = [
      ["z", z] as const,
      ...(labels === undefined ? [] : [["labels", { data: labels, shape: [labels.length] }] as const]),
    ];
    await store.write(latentsPath, encodeNpz(arrays, { compress: true }));
  }
  const record: RunRecord = {
    schemaVersion: 2,
    kind: samples !== undefined ? "samples" : generators.length > 1 ? "series" : "imported",
    name: brought.name,
    subject: {
      ...brought.subject,
      ...(samples === undefined ? {} : { samples: await storeSamples(store, samples) }),
      ...(latents === undefined ? {} : { latents: latentsPath }),
    },
    state: "finished",
    versions: brought.versions,
    backend: brought.backend,
    startedAt: brought.startedAt,
  };
  await writeJson(store, runLayout.record, runRecordSchema, record);
  return record;
}
