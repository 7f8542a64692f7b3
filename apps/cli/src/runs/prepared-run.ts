import type { Checkpoint, RunRecord, TrainingRecord } from "@ganlens/core";
import type { FolderRunStore } from "@ganlens/core/node";
import type { Dataset } from "@ganlens/datasets";
import type { RunConfig } from "@ganlens/training";

/** A run that is ready to be trained. */
export interface PreparedRun {
  readonly store: FolderRunStore;
  /** What run.json says until training begins. */
  readonly record: RunRecord & { readonly training: TrainingRecord };
  /** Complete, with models fitted to the data. */
  readonly config: RunConfig;
  /** The split to train on, with its order. */
  readonly dataset: Dataset;
  /** Where it goes on from. */
  readonly resume?: Checkpoint;
}
