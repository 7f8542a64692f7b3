import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a FactorVAE is trained. */
export interface FactorVariationalAutoencoderConfig extends RunConfig {
  readonly trainer: "factor-variational-autoencoder";
  /** From images to the mean and log-variance of their codes. */
  readonly encoder: ModelSpec;
  /** From codes to images: the decoder, and what lenses look at. */
  readonly generator: ModelSpec;
  /** Of codes against codes whose entries come from different images. */
  readonly discriminator: ModelSpec;
  readonly likelihood: "bernoulli" | "gaussian";
  /** γ, the weight of the total correlation. */
  readonly gamma: number;
  readonly optimizers: { readonly autoencoder: OptimizerConfig; readonly discriminator: OptimizerConfig };
  readonly rateSchedule: RateSchedule;
  /** Decay of the moving averages of encoder and decoder, in [0, 1). */
  readonly averageDecay: number;
  /** Number of images in the sample grid. */
  readonly samples: number;
  /** The autoencoder that lenses fit to look at the decoder, unless told otherwise. */
  readonly autoencoder: ModelSpec;
}

export const factorVariationalAutoencoderConfigSchema: z.ZodType<FactorVariationalAutoencoderConfig> =
  z.strictObject({
    trainer: z.literal("factor-variational-autoencoder"),
    ...runConfigShape({ data: "mnist-5k", totalSteps: 2000, snapshots: 9 }),
    encoder: modelSpecSchema.default({ architecture: "dense-encoder" }),
    generator: modelSpecSchema.default({ architecture: "dense-decoder" }),
    discriminator: modelSpecSchema.default({ architecture: "points-discriminator", dimensions: 10 }),
    likelihood: z.enum(["bernoulli", "gaussian"]).default("bernoulli"),
    gamma: z.number().nonnegative().default(10),
    optimizers: z
      .strictObject({
        autoencoder: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
        discriminator: optimizerSchema({ learningRate: 1e-3, beta1: 0.5 }).prefault({} as OptimizerConfig),
      })
      .prefault({} as FactorVariationalAutoencoderConfig["optimizers"]),
    rateSchedule: rateScheduleSchema.default("half-cosine"),
    averageDecay: z.number().min(0).lt(1).default(0.99),
    samples: z.int().positive().max(1024).default(100),
    autoencoder: modelSpecSchema.default({ architecture: "nested-autoencoder" }),
  });
