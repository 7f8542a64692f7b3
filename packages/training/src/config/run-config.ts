import * as z from "zod";
import { type AutoencoderConfig, autoencoderConfigSchema } from "./autoencoder-config.ts";
import { type ClassifierConfig, classifierConfigSchema } from "./classifier-config.ts";
import { type GanConfig, ganConfigSchema } from "./gan-config.ts";

/** All that decides a training run; `trainer` says which kind. */
export type RunConfig = GanConfig | AutoencoderConfig | ClassifierConfig;

/** The schema of each trainer's configuration, by its `trainer` key. */
export const runConfigSchemas: Readonly<Record<RunConfig["trainer"], z.ZodType<RunConfig>>> = {
  gan: ganConfigSchema,
  autoencoder: autoencoderConfigSchema,
  classifier: classifierConfigSchema,
};

/** Which trainer a configuration is for; read before the rest can be checked. */
export const trainerSchema: z.ZodType<RunConfig["trainer"]> = z.enum(["gan", "autoencoder", "classifier"]);
