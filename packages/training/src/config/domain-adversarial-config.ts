import { type DatasetSpec, datasetSpecSchema } from "@ganlens/datasets";
import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a classifier is adapted to another domain. */
export interface DomainAdversarialConfig extends RunConfig {
  readonly trainer: "domain-adversarial";
  /** Images of the other domain, of the same shape; their labels are never looked at. A registered name, rendered images, or these with changes. */
  readonly target: DatasetSpec;
  readonly classifier: ModelSpec;
  /** Of features: which domain they come from. */
  readonly discriminator: ModelSpec;
  /** Weight of the domain term; 0: no adaptation. */
  readonly domainWeight: number;
  /** How fast gradient reversal sets in, γ in λ = 2 / (1 + exp(−γp)) − 1, p the share of `reversalSteps` that is done. */
  readonly steepness: number;
  /** Steps in which gradient reversal sets in; it stays as it is from then on. */
  readonly reversalSteps: number;
  readonly optimizers: { readonly classifier: OptimizerConfig; readonly discriminator: OptimizerConfig };
  readonly rateSchedule: RateSchedule;
}

const optimizer = optimizerSchema({ learningRate: 1e-3, beta1: 0.9 });

/** Digits that fill their 8 × 8 pixels, brought to the size of MNIST's and to its empty margin. */
const upsampledDigits: DatasetSpec = {
  from: "digits-8x8",
  transforms: [
    { name: "resize", size: [20, 20] },
    { name: "pad", size: [28, 28] },
  ],
};

export const domainAdversarialConfigSchema: z.ZodType<DomainAdversarialConfig> = z.strictObject({
  trainer: z.literal("domain-adversarial"),
  ...runConfigShape({ data: "mnist-5k", totalSteps: 1500, snapshots: 0 }),
  target: datasetSpecSchema.default(upsampledDigits),
  classifier: modelSpecSchema.default({ architecture: "image-classifier" }),
  discriminator: modelSpecSchema.default({ architecture: "points-discriminator" }),
  domainWeight: z.number().nonnegative().default(0.1),
  steepness: z.number().positive().default(10),
  reversalSteps: z.int().positive().default(1500),
  optimizers: z
    .strictObject({
      classifier: optimizer.prefault({} as OptimizerConfig),
      discriminator: optimizer.prefault({} as OptimizerConfig),
    })
    .prefault({} as DomainAdversarialConfig["optimizers"]),
  rateSchedule: rateScheduleSchema.default("constant"),
});
