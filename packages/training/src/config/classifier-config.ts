import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { type OptimizerConfig, optimizerSchema } from "../optimizers/optimizers.ts";
import { modelSpecSchema } from "./model-spec-schema.ts";
import { type RunConfig, runConfigShape } from "./run-config.ts";

/** All that decides how a classifier is trained. */
export interface ClassifierConfig extends RunConfig {
  readonly trainer: "classifier";
  readonly classifier: ModelSpec;
  readonly optimizer: OptimizerConfig;
}

export const classifierConfigSchema: z.ZodType<ClassifierConfig> = z.strictObject({
  trainer: z.literal("classifier"),
  ...runConfigShape({ data: "mnist-t10k", totalSteps: 800, snapshots: 0 }),
  classifier: modelSpecSchema.default({ architecture: "digit-classifier" }),
  optimizer: optimizerSchema({ learningRate: 1e-3, beta1: 0.9 }).prefault({} as OptimizerConfig),
});
