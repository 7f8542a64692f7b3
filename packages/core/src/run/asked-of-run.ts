import type { RunRecord, TrainingRecord } from "../contracts/run-record.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { canonicalJson } from "../hash/canonical-json.ts";
import { sha256Hex } from "../hash/sha256.ts";

/** What of a run's record is asked of it. */
export type Asked = Pick<RunRecord, "subject"> & {
  readonly training: Pick<TrainingRecord, "trainer" | "config" | "seed" | "dataset" | "asked">;
};

/**
 * What was asked of a run, as one hash: SHA-256 over the canonical JSON of its trainer, configuration, seed, the hash of its data,
 * what of it is the subject, and what was asked of it before.
 *
 * Where the data lie is left out, since their hash says which they are; so are state, timings, versions and the backend, which say
 * how it went.
 */
export function askedOfRun({ subject, training }: Asked): string {
  const { trainer, seed, dataset, asked } = training;
  const { data: _, ...config } = training.config;
  const { data: __, heldOut: ___, notes: ____, ...looked } = subject;
  const before = asked?.before ?? [];
  const facts = { trainer, config, seed, dataset: dataset.sha256, subject: looked, before };
  return sha256Hex(new TextEncoder().encode(canonicalJson(facts)));
}

/**
 * The record with the hash of what is asked of it now. Where that is not what was asked when it was written last, the steps until
 * now are put down as those of before, so that their checkpoints still belong to it.
 *
 * @param found the record that stands in the run folder, if there is one
 * @param step the step of the checkpoint that it goes on from; 0 where it begins
 */
export function withAsked<R extends Asked>(record: R, found: Asked | undefined, step: number): R {
  const earlier = found?.training.asked;
  const unchanged = earlier !== undefined && withBefore(record, earlier.before);
  if (unchanged && unchanged.training.asked?.sha256 === earlier.sha256) return unchanged;
  if (step === 0) return withBefore(record, []);
  const last = { sha256: earlier?.sha256 ?? null, until: step };
  return withBefore(record, [...(earlier?.before ?? []), last]);
}

/**
 * Checks that a record is as it was written.
 *
 * @throws {RunUnsupportedError} when what it asks of the run is not what its hash says
 */
export function assertAsked({ subject, training }: RunRecord, location: string): void {
  if (training?.asked === undefined) return;
  const now = askedOfRun({ subject, training });
  if (now === training.asked.sha256) return;
  throw new RunUnsupportedError({
    message: `Expected run.json in ${location} to ask what it asked when it was written (SHA-256 ${training.asked.sha256.slice(0, 12)}…), but its trainer, configuration, seed, data or subject was changed since (now ${now.slice(0, 12)}…).`,
    hint: "Undo the change. To train something else, start a new run; data that were moved are named with --data.",
  });
}

type Before = NonNullable<TrainingRecord["asked"]>["before"];

function withBefore<R extends Asked>(record: R, before: Before): R {
  const training = { ...record.training, asked: { sha256: "", before } };
  const sha256 = askedOfRun({ ...record, training });
  return { ...record, training: { ...training, asked: { sha256, before } } };
}
