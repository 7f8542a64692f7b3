import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how an adversarial autoencoder is trained. */
export interface AdversarialAutoencoderConfig extends RunConfig {
  readonly trainer: "adversarial-autoencoder";
  /** From images to codes, or to the mean and log-variance of a Gaussian that a code is drawn from. */
  readonly encoder: ModelSpec;
  /** From codes to images: the decoder, and what lenses look at. */
  readonly generator: ModelSpec;
  /** Of codes against draws from N(0, I). */
  readonly discriminator: ModelSpec;
  /** Weight of what the encoder is told by the discriminator, beside a squared error that is a mean over pixels. */
  readonly adversarialWeight: number;
  readonly optimizers: { readonly autoencoder: OptimizerConfig; readonly discriminator: OptimizerConfig };
  readonly rateSchedule: RateSchedule;
  /** Decay of the moving averages of encoder and decoder, in [0, 1). */
  readonly averageDecay: number;
  /** Number of images in the sample grid. */
  readonly samples: number;
  /** The autoencoder that lenses fit to look at the decoder, unless told otherwise. */
  readonly autoencoder: ModelSpec;
}

const optimizer = (beta1: number) => optimizerSchema({ learningRate: 1e-3, beta1 });

export const adversarialAutoencoderConfigSchema: z.ZodType<AdversarialAutoencoderConfig> = z.strictObject({
  trainer: z.literal("adversarial-autoencoder"),
  ...runConfigShape({ data: "mnist-5k", totalSteps: 2000, snapshots: 9 }),
  encoder: modelSpecSchema.default({ architecture: "dense-encoder", deterministic: true }),
  generator: modelSpecSchema.default({ architecture: "dense-decoder" }),
  discriminator: modelSpecSchema.default({ architecture: "points-discriminator", dimensions: 10 }),
  adversarialWeight: z.number().nonnegative().default(0.01),
  optimizers: z
    .strictObject({
      autoencoder: optimizer(0.9).prefault({} as OptimizerConfig),
      discriminator: optimizer(0.5).prefault({} as OptimizerConfig),
    })
    .prefault({} as AdversarialAutoencoderConfig["optimizers"]),
  rateSchedule: rateScheduleSchema.default("half-cosine"),
  averageDecay: z.number().min(0).lt(1).default(0.99),
  samples: z.int().positive().max(1024).default(100),
  autoencoder: modelSpecSchema.default({ architecture: "nested-autoencoder" }),
});
