import { type DatasetSpec, datasetSpecSchema } from "@ganlens/datasets";
import { type AdversarialLossId, adversarialLosses } from "@ganlens/losses";
import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type AdamConfig, adamSchema } from "../optimizers/adam.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type Schedule, scheduleSchema } from "./schedule.ts";

/** All that decides how a GAN is trained. */
export interface GanConfig {
  readonly trainer: "gan";
  readonly seed: number;
  /** A registered name, IDX files or a folder of images. */
  readonly data: DatasetSpec;
  /** Whether the generator is told a class; `auto`: when the data have classes. */
  readonly conditional: boolean | "auto";
  readonly generator: ModelSpec;
  readonly discriminator: ModelSpec;
  /** The id of an adversarial loss. */
  readonly loss: AdversarialLossId;
  /** Weight of the auxiliary classifier's terms; used when conditional. */
  readonly classWeight: number;
  readonly batchSize: number;
  readonly optimizers: { readonly generator: AdamConfig; readonly discriminator: AdamConfig };
  /** How both learning rates go on: as they are, or to 0 along half a cosine. */
  readonly rateSchedule: RateSchedule;
  /** Decay of the generator's moving average, in [0, 1). */
  readonly averageDecay: number;
  /** Number of images in the sample grid. */
  readonly samples: number;
  readonly schedule: Schedule;
  /** The autoencoder that lenses fit to look at this generator, unless told otherwise. */
  readonly autoencoder: ModelSpec;
}

const ganAdam = adamSchema({ learningRate: 2e-4, beta1: 0.5 });
const lossIds = Object.keys(adversarialLosses) as AdversarialLossId[];

export const ganConfigSchema: z.ZodType<GanConfig> = z.strictObject({
  trainer: z.literal("gan"),
  seed: z.int().nonnegative().default(0),
  data: datasetSpecSchema.default("mnist-5k"),
  conditional: z.union([z.boolean(), z.literal("auto")]).default("auto"),
  generator: modelSpecSchema,
  discriminator: modelSpecSchema,
  loss: z.enum(lossIds).default("non-saturating"),
  classWeight: z.number().nonnegative().default(1),
  batchSize: z.int().min(2).max(4096).default(64),
  optimizers: z
    .strictObject({
      generator: ganAdam.prefault({} as AdamConfig),
      discriminator: ganAdam.prefault({} as AdamConfig),
    })
    .prefault({} as GanConfig["optimizers"]),
  rateSchedule: rateScheduleSchema.default("constant"),
  averageDecay: z.number().min(0).lt(1).default(0.99),
  samples: z.int().positive().max(1024).default(100),
  schedule: scheduleSchema({ totalSteps: 1000, snapshots: 9 }).prefault({} as Schedule),
  autoencoder: modelSpecSchema.default({ architecture: "nested-autoencoder" }),
});
