import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how an autoencoder is trained. */
export interface AutoencoderConfig extends RunConfig {
  readonly trainer: "autoencoder";
  readonly autoencoder: ModelSpec;
  readonly optimizer: OptimizerConfig;
  /** How the learning rate goes on: as it is, or to 0 along half a cosine. */
  readonly rateSchedule: RateSchedule;
}

export const autoencoderConfigSchema: z.ZodType<AutoencoderConfig> = z.strictObject({
  trainer: z.literal("autoencoder"),
  ...runConfigShape({ data: "mnist-5k", totalSteps: 1500, snapshots: 0 }),
  autoencoder: modelSpecSchema,
  optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
  rateSchedule: rateScheduleSchema.default("half-cosine"),
});
