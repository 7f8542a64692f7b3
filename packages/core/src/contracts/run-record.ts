import * as z from "zod";
import { type DatasetInfo, datasetInfoSchema } from "./dataset.ts";

/** Where a configuration value came from. */
export type ConfigOrigin = "default" | "preset" | "file" | "set";

/** `run.json`: what was asked, what did it, and how it went. */
export interface RunRecord {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly trainer: "gan" | "autoencoder" | "classifier";
  readonly state: "running" | "finished" | "stopped" | "diverged" | "failed";
  readonly preset: string | null;
  /** The resolved configuration; its schema belongs to `training`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Dotted configuration key → where its value came from. */
  readonly origin: Readonly<Record<string, ConfigOrigin>>;
  readonly seed: number;
  readonly dataset: DatasetInfo;
  readonly versions: Readonly<Record<string, string>>;
  readonly backend: { readonly name: string; readonly device: string };
  readonly step: number;
  readonly totalSteps: number;
  readonly timings: {
    readonly startedAt: string;
    readonly trainingSeconds: number;
    readonly imagesPerSecond: number;
  };
  /** Why it ended, when it did not finish. */
  readonly reason?: string;
}

export const runRecordSchema: z.ZodType<RunRecord> = z.strictObject({
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
