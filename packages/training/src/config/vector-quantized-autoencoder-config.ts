import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a vector-quantised autoencoder is trained. */
export interface VectorQuantizedAutoencoderRunConfig extends RunConfig {
  readonly trainer: "vector-quantized-autoencoder";
  /** One with a codebook; its `decay` says whether that follows moving averages or a gradient. */
  readonly autoencoder: ModelSpec;
  /** β, what keeps codes at their entries, beside errors that are means over values. */
  readonly commitment: number;
  readonly optimizer: OptimizerConfig;
  readonly rateSchedule: RateSchedule;
}

export const vectorQuantizedAutoencoderConfigSchema: z.ZodType<VectorQuantizedAutoencoderRunConfig> =
  z.strictObject({
    trainer: z.literal("vector-quantized-autoencoder"),
    ...runConfigShape({ data: "mnist-5k", totalSteps: 1000, snapshots: 0 }),
    autoencoder: modelSpecSchema.default({ architecture: "vector-quantized-autoencoder" }),
    commitment: z.number().nonnegative().default(0.25),
    optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
    rateSchedule: rateScheduleSchema.default("half-cosine"),
  });
