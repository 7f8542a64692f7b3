import type { Checkpoint, RunRecord, TrainingRecord } from "@ganlens/core";
import type { FolderRunStore, RunLock } from "@ganlens/core/node";
import type { Dataset } from "@ganlens/datasets";
import type { RunConfig } from "../config/run-config.ts";

/** A run that is ready to be trained. */
export interface PreparedRun {
  readonly store: FolderRunStore;
  /** What run.json says until training begins. */
  readonly record: RunRecord & { readonly training: TrainingRecord };
  /** Complete, with models fitted to the data. */
  readonly config: RunConfig;
  /** The split to train on, with its order. */
  readonly dataset: Dataset;
  /** The right to train it, which is given up when training has ended. */
  readonly lock: RunLock;
  /** Where it goes on from. */
  readonly resume?: Checkpoint;
  /** True where damaged lines of its log are to be left out. */
  readonly mendLog?: boolean;
}
