import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a bidirectional GAN is trained. */
export interface BidirectionalGanConfig extends RunConfig {
  readonly trainer: "bidirectional-gan";
  /** From images to the mean and log-variance of their codes. */
  readonly encoder: ModelSpec;
  readonly generator: ModelSpec;
  /** Of pairs of an image and a code. */
  readonly discriminator: ModelSpec;
  /** Whether a code is drawn from the encoder's Gaussian (ALI), or is its mean (BiGAN). */
  readonly encoding: "mean" | "drawn";
  readonly optimizers: {
    readonly encoder: OptimizerConfig;
    readonly generator: OptimizerConfig;
    readonly discriminator: OptimizerConfig;
  };
  readonly rateSchedule: RateSchedule;
  /** Decay of the moving averages of generator and encoder, in [0, 1). */
  readonly averageDecay: number;
  /** Number of images in the sample grid. */
  readonly samples: number;
  /** The autoencoder that lenses fit to look at this generator, unless told otherwise. */
  readonly autoencoder: ModelSpec;
}

const optimizer = optimizerSchema({ learningRate: 2e-4, beta1: 0.5 });

export const bidirectionalGanConfigSchema: z.ZodType<BidirectionalGanConfig> = z.strictObject({
  trainer: z.literal("bidirectional-gan"),
  ...runConfigShape({ data: "mnist-5k", totalSteps: 2000, snapshots: 9 }),
  encoder: modelSpecSchema.default({ architecture: "dense-encoder", latent: 50, widths: [512, 512] }),
  generator: modelSpecSchema.default({ architecture: "mlp-generator", latent: 50, widths: [512, 512] }),
  discriminator: modelSpecSchema.default({ architecture: "pair-discriminator" }),
  encoding: z.enum(["mean", "drawn"]).default("drawn"),
  optimizers: z
    .strictObject({
      encoder: optimizer.prefault({} as OptimizerConfig),
      generator: optimizer.prefault({} as OptimizerConfig),
      discriminator: optimizer.prefault({} as OptimizerConfig),
    })
    .prefault({} as BidirectionalGanConfig["optimizers"]),
  rateSchedule: rateScheduleSchema.default("constant"),
  averageDecay: z.number().min(0).lt(1).default(0.99),
  samples: z.int().positive().max(1024).default(100),
  autoencoder: modelSpecSchema.default({ architecture: "nested-autoencoder" }),
});
