import { type AdversarialLossId, adversarialLosses, type PenaltyId, penalties } from "@ganlens/losses";
import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type AugmentationConfig, augmentationSchema } from "../augmentation/augmentation-config.ts";
import { type EvaluationSettings, evaluationSettingsSchema } from "../evaluation/evaluation-settings.ts";
import { type GanRegulariserConfig, ganRegulariserSchema } from "../gan-regularisers/gan-regularisers.ts";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** A term beside the discriminator's adversarial loss. */
export interface PenaltyConfig {
  /** The id of a penalty. */
  readonly name: PenaltyId;
  readonly weight: number;
  /** Steps between two times that it is taken, and what its weight is multiplied by; 1: at every step. */
  readonly every: number;
}

/**
 * Noise of real and generated samples alike, so that their distributions overlap and the generator's gradient does not vanish.
 *
 * @see Arjovsky, Bottou 2017, section 3; Sønderby et al. 2017
 */
export interface InstanceNoiseConfig {
  /** Its standard deviation at the first step, in halves of the range of values. */
  readonly deviation: number;
  /** Steps in which it falls to 0, along a line. */
  readonly steps: number;
}

/** All that decides how a GAN is trained. */
export interface GanConfig extends RunConfig {
  readonly trainer: "gan";
  /** Whether the generator is told a class; `auto`: when the data have classes. */
  readonly conditional: boolean | "auto";
  readonly generator: ModelSpec;
  readonly discriminator: ModelSpec;
  /** The id of an adversarial loss. */
  readonly loss: AdversarialLossId;
  readonly penalties: readonly PenaltyConfig[];
  /** Terms that look at both networks. */
  readonly regularisers: readonly GanRegulariserConfig[];
  /** Noise on all that the discriminator sees, which fades; none unless given. */
  readonly instanceNoise?: InstanceNoiseConfig;
  /** Where the discriminator's weights are clipped after each of its steps (Arjovsky et al. 2017); nowhere unless given. */
  readonly clip?: number;
  /** What changes images before the discriminator sees them, where data are few; nothing unless given. */
  readonly augmentation?: AugmentationConfig;
  /** Samples that the discriminator judges together (PacGAN); 1: each on its own. */
  readonly packing: number;
  /** Weight of the auxiliary classifier's terms; used when conditional. */
  readonly classWeight: number;
  /** Rounds of the discriminator in a step; the generator moves in the last one. */
  readonly criticSteps: number;
  readonly optimizers: { readonly generator: OptimizerConfig; readonly discriminator: OptimizerConfig };
  /** How both learning rates go on: as they are, or to 0 along half a cosine. */
  readonly rateSchedule: RateSchedule;
  /** Decay of the generator's moving average, in [0, 1). */
  readonly averageDecay: number;
  /** Number of images in the sample grid. */
  readonly samples: number;
  /** The autoencoder that lenses fit to look at this generator, unless told otherwise. */
  readonly autoencoder: ModelSpec;
  /** An autoencoder that is trained beside the generator on what it makes; none unless given. */
  readonly beside?: BesideConfig;
  /** How what is made is compared with real samples on the way; it is not unless given. */
  readonly evaluation?: EvaluationSettings;
}

/** An autoencoder that follows a generator, and how it learns. */
export interface BesideConfig {
  readonly autoencoder: ModelSpec;
  readonly optimizer: OptimizerConfig;
}

const optimizer = optimizerSchema({ learningRate: 2e-4, beta1: 0.5 });
const lossIds = Object.keys(adversarialLosses) as AdversarialLossId[];

export const ganConfigSchema: z.ZodType<GanConfig> = z.strictObject({
  trainer: z.literal("gan"),
  ...runConfigShape({ data: "mnist-5k", totalSteps: 1000, snapshots: 9 }),
  conditional: z.union([z.boolean(), z.literal("auto")]).default("auto"),
  generator: modelSpecSchema,
  discriminator: modelSpecSchema,
  loss: z.enum(lossIds).default("non-saturating"),
  penalties: z
    .array(
      z.strictObject({
        name: z.enum(Object.keys(penalties) as PenaltyId[]),
        weight: z.number().positive(),
        every: z.int().positive().default(1),
      }),
    )
    .default([]),
  regularisers: z.array(ganRegulariserSchema).default([]),
  instanceNoise: z
    .strictObject({ deviation: z.number().positive().default(0.1), steps: z.int().positive().default(1000) })
    .exactOptional(),
  clip: z.number().positive().exactOptional(),
  augmentation: augmentationSchema.exactOptional(),
  packing: z.int().positive().max(16).default(1),
  classWeight: z.number().nonnegative().default(1),
  criticSteps: z.int().positive().max(100).default(1),
  optimizers: z
    .strictObject({
      generator: optimizer.prefault({} as OptimizerConfig),
      discriminator: optimizer.prefault({} as OptimizerConfig),
    })
    .prefault({} as GanConfig["optimizers"]),
  rateSchedule: rateScheduleSchema.default("constant"),
  averageDecay: z.number().min(0).lt(1).default(0.99),
  samples: z.int().positive().max(1024).default(100),
  autoencoder: modelSpecSchema.default({ architecture: "nested-autoencoder" }),
  beside: z
    .strictObject({
      autoencoder: modelSpecSchema.default({ architecture: "dense-autoencoder" }),
      optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
    })
    .exactOptional(),
  evaluation: evaluationSettingsSchema.exactOptional(),
});
