import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { type CorruptionConfig, corruptionSchema } from "./corruption-config.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";
import { type SparsityConfig, sparsitySchema } from "./sparsity-config.ts";

/** Weights of what holds an autoencoder back (RAE-L2), beside an error that is a mean over pixels. */
export interface DecayConfig {
  /** Of E ½‖z‖². */
  readonly code: number;
  /** Of ½‖w‖², w the kernels and biases of the decoder. */
  readonly decoder: number;
}

/** All that decides how an autoencoder is trained. */
export interface AutoencoderConfig extends RunConfig {
  readonly trainer: "autoencoder";
  readonly autoencoder: ModelSpec;
  /** What is done to images before they are encoded; the clean ones are to come back. Nothing unless given. */
  readonly corruption?: CorruptionConfig;
  /** What keeps most units of the code at rest; nothing unless given. */
  readonly sparsity?: SparsityConfig;
  /** How much E ‖∂h/∂x‖², the slope of the code, weighs; it does not unless given. */
  readonly contraction?: { readonly weight: number };
  /** What holds codes and decoder back; nothing unless given. */
  readonly decay?: DecayConfig;
  readonly optimizer: OptimizerConfig;
  /** How the learning rate goes on: as it is, or to 0 along half a cosine. */
  readonly rateSchedule: RateSchedule;
}

export const autoencoderConfigSchema: z.ZodType<AutoencoderConfig> = z.strictObject({
  trainer: z.literal("autoencoder"),
  ...runConfigShape({ data: "mnist-5k", totalSteps: 1500, snapshots: 0 }),
  autoencoder: modelSpecSchema,
  corruption: corruptionSchema.exactOptional(),
  sparsity: sparsitySchema.exactOptional(),
  contraction: z.strictObject({ weight: z.number().nonnegative().default(1e-3) }).exactOptional(),
  decay: z
    .strictObject({
      code: z.number().nonnegative().default(1e-4),
      decoder: z.number().nonnegative().default(1e-6),
    })
    .exactOptional(),
  optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
  rateSchedule: rateScheduleSchema.default("half-cosine"),
});
