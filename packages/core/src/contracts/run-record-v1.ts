import * as z from "zod";
import { datasetInfoSchema } from "./dataset.ts";
import type { RunRecord } from "./run-record.ts";

const first = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  trainer: z.enum(["gan", "autoencoder", "classifier"]),
  state: z.enum(["running", "finished", "stopped", "diverged", "failed"]),
  preset: z.string().nullable(),
  config: z.record(z.string(), z.unknown()),
  origin: z.record(z.string(), z.enum(["default", "preset", "file", "set"])),
  seed: z.int().nonnegative(),
  dataset: datasetInfoSchema,
  versions: z.record(z.string(), z.string()),
  backend: z.strictObject({ name: z.string(), device: z.string() }),
  step: z.int().nonnegative(),
  totalSteps: z.int().positive(),
  timings: z.strictObject({
    startedAt: z.string(),
    trainingSeconds: z.number().nonnegative(),
    imagesPerSecond: z.number().nonnegative(),
  }),
  reason: z.string().exactOptional(),
});

/** A run record as version 1 had it, brought to the newest form. */
export const runRecordV1Schema: z.ZodType<RunRecord> = first.transform((run): RunRecord => {
  const { trainer, preset, config, origin, seed, dataset, step, totalSteps, timings } = run;
  return {
    schemaVersion: 2,
    kind: "trained",
    name: run.name,
    // Version 1 said nothing of latents and range: they stand in the generator's own specification.
    subject: {
      shape: dataset.shape,
      ...(trainer === "gan" ? { generator: { folder: "generator", format: "ganlens" as const } } : {}),
      ...(trainer === "gan"
        ? { discriminator: { folder: "discriminator", format: "ganlens" as const } }
        : {}),
    },
    state: run.state,
    versions: run.versions,
    backend: run.backend,
    startedAt: timings.startedAt,
    training: {
      trainer,
      preset,
      config,
      origin,
      seed,
      dataset,
      step,
      totalSteps,
      seconds: timings.trainingSeconds,
      imagesPerSecond: timings.imagesPerSecond,
    },
    ...(run.reason === undefined ? {} : { reason: run.reason }),
  };
});
