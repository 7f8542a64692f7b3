import { type DatasetInfo, type SubjectRecord, withClassFrequencies } from "@ganlens/core";
import { latentOf, outputRangeOf } from "@ganlens/models";
import type { RunConfig } from "../config/run-config.ts";

/**
 * What lenses look at in a run of this configuration: its generator where it has one, else the data's shape alone.
 *
 * Labels are drawn as often as the data have them.
 */
export function trainedSubject(config: RunConfig, dataset: DatasetInfo): SubjectRecord {
  if (config.trainer !== "gan") return { shape: dataset.shape };
  const latent = latentOf(config.generator);
  const range = outputRangeOf(config.generator);
  return {
    shape: dataset.shape,
    ...(latent === undefined ? {} : { latent: withClassFrequencies(latent, dataset) }),
    ...(range === undefined ? {} : { range: [...range] as [number, number] }),
    generator: { folder: "generator", format: "ganlens" },
    discriminator: { folder: "discriminator", format: "ganlens" },
  };
}
