import type { DatasetInfo, SubjectRecord } from "@ganlens/core";
import type { RunConfig } from "../config/run-config.ts";
import { findTrainer } from "../trainers/trainers.ts";

/**
 * What lenses look at in a run of this configuration, as its trainer says: its generator where it has one, else the data's shape
 * alone.
 *
 * @throws {ConfigInvalidError} for a trainer that is not known
 */
export function trainedSubject(config: RunConfig, dataset: DatasetInfo): SubjectRecord {
  return findTrainer(config.trainer).subject(config, dataset);
}
