import * as z from "zod";
import { type DatasetInfo, datasetInfoSchema } from "./dataset.ts";
import { type BestStep, bestStepSchema } from "./evaluation.ts";
import { type HealthAlarm, healthAlarmSchema } from "./health-alarm.ts";
import { type SubjectRecord, subjectRecordSchema } from "./subject-record.ts";

/** Where a configuration value came from. */
export type ConfigOrigin = "default" | "preset" | "file" | "set";

/** How a run came to be: trained here, a model from elsewhere, nothing but its samples, or a series of models. */
export type RunKind = "trained" | "imported" | "samples" | "series";

/** `run.json`: what was asked, what did it, how it went, and what of it lenses look at. */
export interface RunRecord {
  readonly schemaVersion: 2;
  readonly kind: RunKind;
  readonly name: string;
  /** What lenses look at. */
  readonly subject: SubjectRecord;
  readonly state: "running" | "finished" | "stopped" | "diverged" | "failed";
  readonly versions: Readonly<Record<string, string>>;
  readonly backend: { readonly name: string; readonly device: string };
  /** When it was begun, ISO 8601. */
  readonly startedAt: string;
  /** How it was trained; of trained runs only. */
  readonly training?: TrainingRecord;
  /** Why it ended, when it did not reach its last step. */
  readonly reason?: string;
}

/** What is known of a run that was trained here. */
export interface TrainingRecord {
  /** The name of a trainer: "gan", "autoencoder", "classifier" … */
  readonly trainer: string;
  readonly preset: string | null;
  /** The resolved configuration; its schema belongs to `training`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Dotted configuration key → where its value came from. */
  readonly origin: Readonly<Record<string, ConfigOrigin>>;
  readonly seed: number;
  readonly dataset: DatasetInfo;
  readonly step: number;
  readonly totalSteps: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** What was changed against the run's own rules when it went on, in words. */
  readonly allowedChanges?: readonly string[];
  /** What its checkpoints are tied to; absent in runs of earlier versions until they go on. */
  readonly asked?: AskedRecord;
  /** What looked ill on the way, oldest first. */
  readonly health?: readonly HealthAlarm[];
  /** Where the measure that was chosen was best so far; the checkpoint of that step is kept. */
  readonly best?: BestStep;
}

/** What was asked of a run, as one hash; and as which it went before it was changed. */
export interface AskedRecord {
  /** SHA-256 of trainer, configuration, seed, data, subject and `before`, see `askedOfRun`. */
  readonly sha256: string;
  /** Until which step something else was asked of it: with which hash, null for steps that were not chained; oldest first. */
  readonly before: readonly { readonly sha256: string | null; readonly until: number }[];
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const asked: z.ZodType<AskedRecord> = z.strictObject({
  sha256,
  before: z.array(z.strictObject({ sha256: sha256.nullable(), until: z.int().nonnegative() })),
});

const training: z.ZodType<TrainingRecord> = z.strictObject({
  trainer: z.string().regex(/^[a-z0-9-]+$/),
  preset: z.string().nullable(),
  config: z.record(z.string(), z.unknown()),
  origin: z.record(z.string(), z.enum(["default", "preset", "file", "set"])),
  seed: z.int().nonnegative(),
  dataset: datasetInfoSchema,
  step: z.int().nonnegative(),
  totalSteps: z.int().positive(),
  seconds: z.number().nonnegative(),
  imagesPerSecond: z.number().nonnegative(),
  allowedChanges: z.array(z.string()).exactOptional(),
  asked: asked.exactOptional(),
  health: z.array(healthAlarmSchema).exactOptional(),
  best: bestStepSchema.exactOptional(),
});

/** The record as version 2 has it. */
export const runRecordV2Schema: z.ZodType<RunRecord> = z
  .strictObject({
    schemaVersion: z.literal(2),
    kind: z.enum(["trained", "imported", "samples", "series"]),
    name: z.string(),
    subject: subjectRecordSchema,
    state: z.enum(["running", "finished", "stopped", "diverged", "failed"]),
    versions: z.record(z.string(), z.string()),
    backend: z.strictObject({ name: z.string(), device: z.string() }),
    startedAt: z.string(),
    training: training.exactOptional(),
    reason: z.string().exactOptional(),
  })
  .refine((run) => (run.kind === "trained") === (run.training !== undefined), {
    error: "training: expected of trained runs, and of no others",
  });
