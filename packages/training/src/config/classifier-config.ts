import { type DatasetSpec, datasetSpecSchema } from "@ganlens/datasets";
import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type AdamConfig, adamSchema } from "../optimizers/adam.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type Schedule, scheduleSchema } from "./schedule.ts";

/** All that decides how a classifier is trained. */
export interface ClassifierConfig {
  readonly trainer: "classifier";
  readonly seed: number;
  /** A registered name, IDX files or a folder of images. */
  readonly data: DatasetSpec;
  readonly classifier: ModelSpec;
  readonly batchSize: number;
  readonly optimizer: AdamConfig;
  readonly schedule: Schedule;
}

export const classifierConfigSchema: z.ZodType<ClassifierConfig> = z.strictObject({
  trainer: z.literal("classifier"),
  seed: z.int().nonnegative().default(0),
  data: datasetSpecSchema.default("mnist-t10k"),
  classifier: modelSpecSchema.default({ architecture: "digit-classifier" }),
  batchSize: z.int().min(2).max(4096).default(64),
  optimizer: adamSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as AdamConfig),
  schedule: scheduleSchema({ totalSteps: 800, snapshots: 0 }).prefault({} as Schedule),
});
