import { type DatasetSpec, datasetSpecSchema } from "@ganlens/datasets";
import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type AdamConfig, adamSchema } from "../optimizers/adam.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type Schedule, scheduleSchema } from "./schedule.ts";

/** All that decides how an autoencoder is trained. */
export interface AutoencoderConfig {
  readonly trainer: "autoencoder";
  readonly seed: number;
  /** A registered name, IDX files or a folder of images. */
  readonly data: DatasetSpec;
  readonly autoencoder: ModelSpec;
  readonly batchSize: number;
  readonly optimizer: AdamConfig;
  /** How the learning rate goes on: as it is, or to 0 along half a cosine. */
  readonly rateSchedule: RateSchedule;
  readonly schedule: Schedule;
}

export const autoencoderConfigSchema: z.ZodType<AutoencoderConfig> = z.strictObject({
  trainer: z.literal("autoencoder"),
  seed: z.int().nonnegative().default(0),
  data: datasetSpecSchema.default("mnist-5k"),
  autoencoder: modelSpecSchema,
  batchSize: z.int().min(2).max(4096).default(64),
  optimizer: adamSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as AdamConfig),
  rateSchedule: rateScheduleSchema.default("half-cosine"),
  schedule: scheduleSchema({ totalSteps: 1500, snapshots: 0 }).prefault({} as Schedule),
});
