import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { type RateSchedule, rateScheduleSchema } from "../optimizers/rate-schedule.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a classifier is trained. */
export interface ClassifierConfig extends RunConfig {
  readonly trainer: "classifier";
  readonly classifier: ModelSpec;
  readonly optimizer: OptimizerConfig;
  /** How the learning rate goes on. */
  readonly rateSchedule: RateSchedule;
  /** Softmax cross-entropy of logits, or the margin loss of the lengths of capsules. */
  readonly loss: "cross-entropy" | "capsule-margin";
  /** The share of each target that is spread over all classes, in [0, 1); of cross-entropy only. */
  readonly labelSmoothing: number;
  /** What draws the image from the capsule of its class, as a second network that learns with the classifier. */
  readonly decoder?: ModelSpec;
  /** The weight of the decoder's squared error, a mean over pixels: .392 is .0005 of the sum over 784 pixels. */
  readonly reconstructionWeight: number;
}

export const classifierConfigSchema: z.ZodType<ClassifierConfig> = z.strictObject({
  trainer: z.literal("classifier"),
  ...runConfigShape({ data: "mnist-t10k", totalSteps: 800, snapshots: 0 }),
  classifier: modelSpecSchema.default({ architecture: "digit-classifier" }),
  optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
  rateSchedule: rateScheduleSchema.default("constant"),
  loss: z.enum(["cross-entropy", "capsule-margin"]).default("cross-entropy"),
  labelSmoothing: z.number().min(0).lt(1).default(0),
  decoder: modelSpecSchema.exactOptional(),
  reconstructionWeight: z.number().nonnegative().default(0.392),
});
