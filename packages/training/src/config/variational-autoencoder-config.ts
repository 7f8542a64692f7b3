import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import {
  type LatentRegulariserConfig,
  latentRegulariserSchema,
  latentRegularisers,
} from "../latent-regularisers/latent-regularisers.ts";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a variational autoencoder is trained. */
export interface VariationalAutoencoderConfig extends RunConfig {
  readonly trainer: "variational-autoencoder";
  /** From images to the mean and log-variance of their codes. */
  readonly encoder: ModelSpec;
  /** From codes to images: the decoder, and what lenses look at. */
  readonly generator: ModelSpec;
  /** How images are spread about what the decoder draws: each pixel by itself as a Bernoulli variable, or as a Gaussian of variance 1. */
  readonly likelihood: "bernoulli" | "gaussian";
  /** Weight of the divergence from the prior; 1 is the evidence bound. */
  readonly beta: number;
  /** Divergence of each code, in nats, below which nothing pulls at it. */
  readonly freeBits: number;
  /** A term beside the divergence, or in its place; none unless given. */
  readonly regulariser?: LatentRegulariserConfig;
  /** Draws of each image's code; with more than one the bound is the importance-weighted one. */
  readonly draws: number;
  readonly optimizer: OptimizerConfig;
  readonly rateSchedule: RateSchedule;
  /** Decay of the decoder's moving average, in [0, 1). */
  readonly averageDecay: number;
  /** Number of images in the sample grid. */
  readonly samples: number;
  /** The autoencoder that lenses fit to look at the decoder, unless told otherwise. */
  readonly autoencoder: ModelSpec;
}

export const variationalAutoencoderConfigSchema: z.ZodType<VariationalAutoencoderConfig> = z
  .strictObject({
    trainer: z.literal("variational-autoencoder"),
    ...runConfigShape({ data: "mnist-5k", totalSteps: 2000, snapshots: 9 }),
    encoder: modelSpecSchema.default({ architecture: "dense-encoder" }),
    generator: modelSpecSchema.default({ architecture: "dense-decoder" }),
    likelihood: z.enum(["bernoulli", "gaussian"]).default("bernoulli"),
    beta: z.number().nonnegative().default(1),
    freeBits: z.number().nonnegative().default(0),
    regulariser: latentRegulariserSchema.exactOptional(),
    draws: z.int().positive().max(256).default(1),
    optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
    rateSchedule: rateScheduleSchema.default("half-cosine"),
    averageDecay: z.number().min(0).lt(1).default(0.99),
    samples: z.int().positive().max(1024).default(100),
    autoencoder: modelSpecSchema.default({ architecture: "nested-autoencoder" }),
  })
  .superRefine(({ draws, beta, freeBits, regulariser }, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: "custom", path: [key], message });
    if (regulariser !== undefined && draws > 1) {
      refuse(
        "regulariser",
        `a term of one draw of each code cannot stand beside the bound of draws=${draws}`,
      );
    }
    if (
      regulariser !== undefined &&
      latentRegularisers[regulariser.kind].replacesDivergence &&
      (beta !== 1 || freeBits !== 0)
    ) {
      refuse(
        "regulariser",
        `${regulariser.kind} stands in the place of the divergence that beta=${beta} and freeBits=${freeBits} would change: leave both out`,
      );
    }
    if (draws === 1 || (beta === 1 && freeBits === 0)) return;
    refuse(
      "draws",
      `the importance-weighted bound of ${draws} draws has no divergence of its own that beta=${beta} and freeBits=${freeBits} could change`,
    );
  });
